import type { ReactNode } from "react";
import {
  CameraGlyph,
  cameraStates,
  glyphColours,
  OriginGlyph,
  origins,
  priorities,
  PriorityGlyph,
  PriorityLabel,
  prioritySvg,
  svgUrl,
  UnitGlyph,
  unitStates,
  unitSvg,
} from "../src/glyphs/index.ts";
import { Bdi, Code, Num, uiResources, useFormat, type Theme } from "../src/i18n/index.ts";
import { Panel } from "../src/layout/index.ts";
import type { Words } from "./words.ts";

function Line({ glyph, names }: { readonly glyph: ReactNode; readonly names: readonly string[] }): ReactNode {
  return (
    <tr>
      <td className="am-table__cell">{glyph}</td>
      {names.map((name, index) => (
        <td key={index} className={`am-table__cell ${index > 0 ? "am-t3" : "am-strong"}`}>
          <Bdi>{name}</Bdi>
        </td>
      ))}
    </tr>
  );
}

function Encodings({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <table className="am-table">
      <tbody>{children}</tbody>
    </table>
  );
}

const { ar, fr, en } = uiResources;

export function EncodingSheets({ w }: { readonly w: Words }): ReactNode {
  return (
    <>
      <Panel title={w.priority} region>
        <Encodings>
          {priorities.map((p) => (
            <Line key={p} glyph={<PriorityGlyph priority={p} />} names={[ar.priority[p], fr.priority[p], en.priority[p]]} />
          ))}
        </Encodings>
      </Panel>
      <Panel title={w.unit} region>
        <Encodings>
          {unitStates.map((u) => (
            <Line key={u} glyph={<UnitGlyph state={u} />} names={[ar.unit[u], fr.unit[u], en.unit[u]]} />
          ))}
        </Encodings>
      </Panel>
      <Panel title={w.camera} region>
        <Encodings>
          {cameraStates.map((c) => (
            <Line key={c} glyph={<CameraGlyph state={c} />} names={[ar.camera[c], fr.camera[c], en.camera[c]]} />
          ))}
        </Encodings>
      </Panel>
      <Panel title={w.origin} padded>
        <div className="am-row am-row--wrap am-t2">
          {origins.map((o) => (
            <OriginGlyph key={o} origin={o} size={18} />
          ))}
          <PriorityLabel priority={1} size={16} />
          <PriorityLabel priority={2} size={16} />
          <PriorityLabel priority={3} size={16} />
          <PriorityLabel priority={4} size={16} />
        </div>
      </Panel>
    </>
  );
}

export function MapSheet({ w, theme }: { readonly w: Words; readonly theme: Theme }): ReactNode {
  const options = { halo: true, colours: glyphColours[theme], size: 30 };
  return (
    <Panel title={w.units}>
      <div className="g-map am-row am-row--wrap">
        {priorities.map((p) => (
          <img key={p} alt="" src={svgUrl(prioritySvg(p, options))} />
        ))}
        {unitStates.map((u) => (
          <img key={u} alt="" src={svgUrl(unitSvg(u, { ...options, heading: 240 }))} />
        ))}
      </div>
    </Panel>
  );
}

const at = Date.UTC(2026, 3, 18, 1, 41, 7);

export function TypeSheet({ w }: { readonly w: Words }): ReactNode {
  const format = useFormat();
  return (
    <Panel title={w.type} padded>
      <div className="am-column">
        <span className="am-head">{w.headline}</span>
        <span className="am-title">{w.place}</span>
        <span>
          {format.date(at)} · {format.time(at)} · {format.dateTime(at)}
        </span>
        <span className="am-number">
          <Num>0123456789</Num>
        </span>
        <span className="am-row am-row--wrap am-t2">
          {[
            format.age(432_000),
            format.age(4_360_000),
            format.number(2137),
            format.number(1234567.5),
            format.number(-3.2, 1),
            format.percent(0.675),
            format.bytes(655e6),
            format.distance(1200),
            format.distance(120),
            format.seconds(400),
            format.duration(450_000),
            format.relative(16_000),
          ].map((text) => (
            <Num key={text}>{text}</Num>
          ))}
        </span>
        <span className="am-row am-row--wrap am-t2">
          <Code>TRF.OBS · EX-2026-000123</Code>
          <Num>+213 6 61 23 42 42</Num>
          <Bdi>{"كريم \u202Egnp.exe"}</Bdi>
        </span>
      </div>
    </Panel>
  );
}

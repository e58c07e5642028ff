import { CameraGlyph, PriorityGlyph, UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { levelOf, positions, unitGlyphState } from "../../facts/index.ts";
import { select, useChosen, type Selection } from "../../selection/index.ts";
import { cameraGlyphState } from "./features.ts";
import type { Marked } from "./marked.ts";
import { placeOf } from "../place-of.ts";
import { boundsOf, projector } from "./project.ts";
import { useText } from "../text.ts";
import { useMapData } from "../use-map-data.ts";
import type { MapOpening } from "../use-map-view.ts";

export type SvgMapProps = {
  readonly opening: MapOpening | null;
  readonly marked?: Marked | null;
  readonly found?: readonly InterventionRow[] | null;
};

/** A plain plan where the browser cannot draw the map: sectors, cameras, units and interventions in their true places. */
export function SvgMap({ opening, marked = null, found = null }: SvgMapProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const data = useMapData(found);
  const { selection } = useChosen();
  useNow();
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(svg);
  const places: Point[] = [
    ...data.sectors.flatMap((sector) => (sector.boundary ?? []).map(([lon, lat]) => ({ lat, lon }))),
    ...data.cameras.map((camera) => camera.place),
    ...data.drawn.flatMap((row) => (row.place ? [row.place] : [])),
    ...(opening ? [opening.center] : []),
  ];
  // Names of the whole would lie on its parts.
  const parents = new Set(data.sectors.map((sector) => sector.parentId));
  const project = projector(boundsOf(places), size);
  const chosen = placeOf(selection, data);
  const mark = (key: string, place: Point, glyph: ReactNode, pick: Selection): ReactNode => {
    const [x, y] = project(place);
    return (
      <g key={key} transform={`translate(${x - 10} ${y - 10})`} onPointerDown={() => select(pick, "map")}>
        {glyph}
      </g>
    );
  };
  return (
    <>
      <svg ref={svg} className="map-plan" role="img" aria-label={text("title")}>
        {data.sectors.map((sector) => (
          <g key={sector.sectorId}>
            <polygon points={(sector.boundary ?? []).map(([lon, lat]) => project({ lat, lon }).join(",")).join(" ")} />
            {!parents.has(sector.sectorId) && <SectorName at={sector.boundary} name={sector.names[language]} project={project} />}
          </g>
        ))}
        {data.cameras.map((camera) =>
          mark(camera.cameraId, camera.place, <CameraGlyph state={cameraGlyphState(camera)} size={16} />, {
            kind: "camera",
            id: camera.cameraId,
          }),
        )}
        {data.drawn.map((row) =>
          row.place
            ? mark(row.interventionId, row.place, <PriorityGlyph priority={levelOf(row.priority)} />, {
                kind: "intervention",
                id: row.interventionId,
              })
            : null,
        )}
        {data.units.map((unit) => {
          const last = positions.of(unit.unitId)?.last;
          if (!last) return null;
          const state = unitGlyphState(unit, Date.parse(last.at), roomNow());
          return mark(unit.unitId, last.place, <UnitGlyph state={state} heading={last.headingDeg ?? undefined} />, {
            kind: "unit",
            id: unit.unitId,
          });
        })}
        {marked && <circle className="map-plan__marked" cx={project(marked.point)[0]} cy={project(marked.point)[1]} r={8} />}
        {chosen && <circle className="map-plan__chosen" cx={project(chosen)[0]} cy={project(chosen)[1]} r={20} />}
      </svg>
      <div className="map-foot">
        <p className="map-note">{text("no_webgl")}</p>
      </div>
    </>
  );
}

function SectorName(props: {
  readonly at: readonly (readonly [number, number])[] | null;
  readonly name: string;
  readonly project: (point: Point) => readonly [number, number];
}): ReactNode {
  if (!props.at || props.at.length === 0) return null;
  const [lon, lat] = props.at.reduce(
    ([x, y], point) => [x + point[0] / (props.at?.length ?? 1), y + point[1] / (props.at?.length ?? 1)],
    [0, 0],
  );
  const [x, y] = props.project({ lat: lat ?? 0, lon: lon ?? 0 });
  return (
    <text x={x} y={y}>
      {props.name}
    </text>
  );
}

/** The size of an element in CSS pixels: the plan is drawn at it, so that words and glyphs keep theirs. */
function useSize(element: RefObject<Element | null>): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 1000, height: 600 });
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

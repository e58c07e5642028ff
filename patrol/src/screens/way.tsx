import type { Drive } from "@amaliyat/contract/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import type { ReactNode } from "react";
import { aheadOf, drawn } from "../duty/way.ts";
import { distance, minutes } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { TurnArrow } from "./icons.tsx";

const BOX = { wide: 320, high: 180, margin: 22 };

type WayProps = { readonly drive: Drive; readonly from: Point | null; readonly to: Point; readonly priority: Priority };

/** The way as the phone keeps it: the next turn in words, and its line drawn north up. Needs no tiles and no link. */
export function Way({ drive, from, to, priority }: WayProps): ReactNode {
  const t = useText();
  const ahead = aheadOf(drive, from ?? drive.line[0] ?? to);
  const points = drawn([...drive.line, to, from ?? drive.line[0] ?? to], BOX);
  const [end, here] = points.slice(-2);
  const line = points.slice(0, -2);
  if (ahead === null || end === undefined || here === undefined) return null;
  return (
    <section className="way" aria-label={t("way.title")}>
      <p className="way-next">
        <TurnArrow turn={ahead.turn} />
        <span>
          <strong>
            {ahead.turn === null
              ? t("way.goOn", { distance: distance(t, ahead.inM) })
              : t("way.turnIn", { turn: t(`turn.${ahead.turn}`), distance: distance(t, ahead.inM) })}
          </strong>
          {ahead.name !== null && <span className="hint">{ahead.name}</span>}
        </span>
      </p>
      <svg viewBox={`0 0 ${BOX.wide} ${BOX.high}`} role="img" aria-label={t("way.drawing")}>
        <polyline className="way-casing" points={line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
        <polyline className="way-line" points={line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
        <circle className="way-end" data-priority={priority} cx={end.x} cy={end.y} r={11} />
        <circle className="way-here" cx={here.x} cy={here.y} r={9} />
      </svg>
      <p className="way-left">
        <strong>{minutes(t, ahead.leftS)}</strong> <span className="hint">{distance(t, ahead.leftM)}</span>
      </p>
    </section>
  );
}

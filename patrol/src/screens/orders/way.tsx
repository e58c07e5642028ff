import type { Drive } from "@amaliyat/contract/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { lazy, Suspense, type ReactNode } from "react";
import { aheadOf, drawn, type Ahead } from "../../duty/way.ts";
import type { Fix } from "../../storage/buffer.ts";
import { distance, minutes } from "../../text/format.ts";
import { useText } from "../../text/use-text.ts";
import { TurnArrow } from "../../icons/icons.tsx";

const BOX = { wide: 320, high: 180, margin: 22 };

/** The town around the way is loaded when there is a way to draw. A phone that cannot load it has the line. */
const LocalMap = lazy(() =>
  import("../../map/index.ts").then(
    (loaded) => ({ default: loaded.LocalMap }),
    () => ({ default: NoMap }),
  ),
);

function NoMap({ bare }: { readonly bare: ReactNode }): ReactNode {
  const t = useText();
  return (
    <>
      {bare}
      <p className="hint">{t("way.mapAway")}</p>
    </>
  );
}

type LineProps = { readonly drive: Drive; readonly from: Point | null; readonly to: Point; readonly priority: Priority };

/** The way as a line, north up. Needs no tiles and no link. */
function BareLine({ drive, from, to, priority }: LineProps): ReactNode {
  const t = useText();
  const points = drawn([...drive.line, to, from ?? drive.line[0] ?? to], BOX);
  const [end, here] = points.slice(-2);
  const line = points.slice(0, -2);
  if (end === undefined || here === undefined) return null;
  return (
    <svg viewBox={`0 0 ${BOX.wide} ${BOX.high}`} role="img" aria-label={t("way.drawing")}>
      <polyline className="way-casing" points={line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      <polyline className="way-line" points={line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      <circle className="way-end" data-priority={priority} cx={end.x} cy={end.y} r={11} />
      <circle className="way-here" cx={here.x} cy={here.y} r={9} />
    </svg>
  );
}

function NextTurn({ ahead }: { readonly ahead: Ahead }): ReactNode {
  const t = useText();
  return (
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
  );
}

/** Remaining length of the way. */
function Left({ ahead }: { readonly ahead: Ahead }): ReactNode {
  const t = useText();
  return (
    <p className="way-left">
      <strong>{minutes(t, ahead.leftS)}</strong> <span className="hint">{distance(t, ahead.leftM)}</span>
    </p>
  );
}

type WayProps = {
  /** Null while no road is known. */
  readonly drive: Drive | null;
  readonly from: Fix | null;
  readonly to: Point;
  readonly priority: Priority;
  readonly isDriving: boolean;
  /** The warnings of the place, on one line. */
  readonly warning: ReactNode;
};

/** The way as stored on the phone: the next turn in words, the remaining distance, and the town around it. */
export function Way({ drive, from, to, priority, isDriving, warning }: WayProps): ReactNode {
  const t = useText();
  const ahead = drive === null ? null : aheadOf(drive, from ?? drive.line[0] ?? to);
  const bare = drive === null || ahead === null ? null : <BareLine drive={drive} from={from} to={to} priority={priority} />;
  return (
    <section className="way" aria-label={t("way.title")}>
      <div className="way-bar">
        {ahead !== null && <NextTurn ahead={ahead} />}
        {ahead !== null && isDriving && <Left ahead={ahead} />}
        {warning}
      </div>
      <Suspense fallback={bare}>
        <LocalMap drive={drive} from={from} to={to} priority={priority} isDriving={isDriving} bare={bare} />
      </Suspense>
      {ahead !== null && !isDriving && <Left ahead={ahead} />}
    </section>
  );
}

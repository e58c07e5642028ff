import { isFlat } from "@amaliyat/domain/identity";
import { crossing, type Point } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import Undo from "lucide-react/icons/undo-2";
import { Suspense, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useText } from "../../text.ts";
import { PlacingMap } from "../lazy-placing-map.ts";
import { isHandHeld } from "../handle.tsx";
import { drawn, isSameRing, ringKey, type Corners, type Drawing, type RingAct } from "./ring-edit.ts";
import { RingLayer } from "./ring-layer.tsx";
import "../placing.css";

export type BoundaryMapProps = {
  /** Corners in their order, without the first one repeated at the end. */
  readonly corners: Corners;
  readonly onChange: (corners: Corners) => void;
  /** Sector whose boundary it is; the others are seen beneath. */
  readonly sectorId?: string | undefined;
};

/** Fault of a ring that is said while it is drawn: two sides that cross, or three corners and more without ground between them. */
function faultOf(corners: Corners) {
  const ring = corners.map(({ lat, lon }) => [lon, lat] as const);
  const crossed = crossing(ring);
  const wrong = crossed ? ("crosses" as const) : ring.length > 2 && isFlat(ring) ? ("flat" as const) : null;
  return { crossed, wrong };
}

/** The boundary of a sector, drawn on the map of the town. A ring that crosses itself, or holds no ground, is said at once. */
export function BoundaryMap({ corners, onChange, sectorId }: BoundaryMapProps): ReactNode {
  const text = useText();
  const [made, setMade] = useState<Drawing>({ corners, past: [], current: Math.max(0, corners.length - 1) });
  const drawing = {
    corners,
    // A ring that came from outside (pasted, or discarded) was never drawn: an older step would replace it.
    past: isSameRing(made.corners, corners) ? made.past : [],
    current: Math.min(made.current, Math.max(0, corners.length - 1)),
  };
  const { past } = drawing;
  /** The drawing after acts that are not on the screen yet: a fast hand moves twice before it is drawn. */
  const ahead = useRef<Drawing | null>(null);
  useLayoutEffect(() => {
    ahead.current = null;
  });
  const { crossed, wrong } = useMemo(() => faultOf(corners), [corners]);
  const act = (one: RingAct): void => {
    const before = ahead.current ?? drawing;
    const next = drawn(before, one);
    if (next === before) return;
    ahead.current = next;
    setMade(next);
    if (next.corners !== before.corners) onChange(next.corners);
  };
  const onPress = (point: Point): void => act({ kind: "add", after: drawing.current, point });
  const box = useRef<HTMLDivElement>(null);
  const onEmptied = (): void => box.current?.querySelector<HTMLElement>("[data-middle]")?.focus({ preventScroll: true });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (ringKey(event) !== "undo" || isHandHeld(box.current)) return;
    event.preventDefault();
    act({ kind: "undo" });
  });
  useEffect(() => {
    const node = box.current;
    const listener = (event: KeyboardEvent): void => onKey(event);
    node?.addEventListener("keydown", listener);
    return () => node?.removeEventListener("keydown", listener);
  }, []);
  return (
    <div ref={box} className="placing">
      <div className="placing-box placing-box--tall">
        <Suspense fallback={<LoadingState what={text("title")} />}>
          <PlacingMap around={corners} withoutSector={sectorId} inMiddle={text("placing.add_in_middle")} onPress={onPress}>
            {(frame) => <RingLayer frame={frame} drawing={drawing} crossed={crossed} onAct={act} onEmptied={onEmptied} />}
          </PlacingMap>
        </Suspense>
        {wrong && (
          <p role="alert" className="placing-alert">
            <TriangleAlert size={14} aria-hidden="true" />
            <span>{text(wrong === "crosses" ? "placing.crosses" : "placing.flat")}</span>
          </p>
        )}
      </div>
      <div className="placing-acts">
        <Button
          size="s"
          icon={<Undo size={14} aria-hidden="true" />}
          shortcut="Ctrl+KeyZ"
          disabledReason={past.length === 0 ? text("placing.nothing_to_undo") : undefined}
          onClick={() => act({ kind: "undo" })}
        >
          {text("placing.undo")}
        </Button>
        <Button
          size="s"
          variant="quiet"
          icon={<RotateCcw size={14} aria-hidden="true" />}
          disabledReason={corners.length === 0 ? text("placing.nothing_drawn") : undefined}
          onClick={() => act({ kind: "clear" })}
        >
          {text("placing.anew")}
        </Button>
        <CornerWords drawing={drawing} />
      </div>
      <p className="am-field__hint">{text("placing.boundary_hint")}</p>
    </div>
  );
}

/** The corner in hand and its place, told when it moves. */
function CornerWords({ drawing: { corners, current } }: { readonly drawing: Drawing }): ReactNode {
  const text = useText();
  const format = useFormat();
  const corner = corners[current];
  return (
    <span role="status" className="am-t2 am-small">
      {corner ? (
        <>
          {text("placing.corner", { nth: format.number(current + 1), count: format.number(corners.length) })}
          {" · "}
          <Num>{`${corner.lat.toFixed(5)}, ${corner.lon.toFixed(5)}`}</Num>
        </>
      ) : (
        text("placing.no_corner")
      )}
    </span>
  );
}

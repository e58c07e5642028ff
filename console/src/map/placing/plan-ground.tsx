import type { Point } from "@amaliyat/domain/kernel";
import { useEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode, type RefObject } from "react";
import { useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { isSeen, linesOf, type Frame } from "./frame.ts";
import { PlacingLayer, type LayerProps } from "./placing-layer.tsx";
import { planFrame, type Opening, type Size } from "./plan-frame.ts";

type Props = Pick<LayerProps, "inMiddle" | "onPress" | "children"> & {
  readonly opening: Opening;
  readonly withoutSector?: string | undefined;
};

/** A hand that moved farther than this between press and release has moved the plan, px. */
const STILL = 4;
/** Steps of the view: as near and as far as the drawn map goes. */
const [FARTHEST, CLOSEST] = [7, 19];

/** A plain plan under the handles where the browser cannot draw the map: the sectors, moved and pressed as the map is. */
export function PlanGround({ opening, withoutSector, inMiddle, onPress, children }: Props): ReactNode {
  const text = useText();
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(svg);
  const [view, setView] = useState(opening);
  const sectors = useSectors().data ?? [];
  const hand = useRef<{ readonly x: number; readonly y: number; readonly from: Opening; moved: boolean } | null>(null);
  const frame = useMemo<Frame>(() => {
    const plan = planFrame(view, size);
    const reveal = (center: Point, zoom?: number): void => {
      if (zoom !== undefined || !isSeen(plan.project(center), size)) setView({ center, zoom: zoom ?? view.zoom });
    };
    return { ...plan, size, reveal };
  }, [view, size]);
  const onPointerDown = ({ button, clientX: x, clientY: y }: PointerEvent): void => {
    if (button === 0) hand.current = { x, y, from: view, moved: false };
  };
  const onPointerMove = ({ clientX, clientY }: PointerEvent): void => {
    const { current } = hand;
    if (!current) return;
    const [dx, dy] = [clientX - current.x, clientY - current.y];
    current.moved ||= Math.hypot(dx, dy) > STILL;
    const center = planFrame(current.from, size).unproject({ x: size.width / 2 - dx, y: size.height / 2 - dy });
    if (current.moved) setView({ ...view, center });
  };
  const onPointerUp = ({ clientX, clientY, currentTarget }: PointerEvent): void => {
    const box = currentTarget.getBoundingClientRect();
    if (hand.current?.moved === false) onPress(frame.unproject({ x: clientX - box.left, y: clientY - box.top }) ?? view.center);
    hand.current = null;
  };
  const onZoom = (by: 1 | -1): void => setView({ ...view, zoom: Math.min(CLOSEST, Math.max(FARTHEST, view.zoom + by)) });
  return (
    <>
      <svg
        ref={svg}
        className="map-plan"
        role="img"
        aria-label={text("title")}
        // A press takes the focus, as on the drawn map: keys after it belong to what is placed.
        tabIndex={-1}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => (hand.current = null)}
      >
        {sectors
          .filter(({ sectorId }) => sectorId !== withoutSector)
          .map(({ sectorId, boundary }) => (
            <polygon
              key={sectorId}
              points={linesOf(
                frame,
                (boundary ?? []).map(([lon, lat]) => ({ lat, lon })),
              )}
            />
          ))}
      </svg>
      <div className="map-foot">
        <p className="map-note">{text("no_webgl")}</p>
      </div>
      <PlacingLayer frame={frame} inMiddle={inMiddle} onPress={onPress} onZoom={onZoom}>
        {children}
      </PlacingLayer>
    </>
  );
}

function useSize(element: RefObject<Element | null>): Size {
  const [size, setSize] = useState<Size>({ width: 460, height: 300 });
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

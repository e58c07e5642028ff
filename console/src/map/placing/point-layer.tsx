import type { Point } from "@amaliyat/domain/kernel";
import MapPin from "lucide-react/icons/map-pin";
import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from "react";
import { isSeen, type Frame } from "./frame.ts";
import { Handle } from "./handle.tsx";
import { movedBy, roundedPoint, stepOf } from "./metres.ts";

type PointLayerProps = {
  readonly frame: Frame;
  readonly point: Point | null;
  /** Accessible name of the point. */
  readonly label: string;
  readonly onMove: (point: Point) => void;
};

/** One point over the map: dragged, or moved by the arrows (5 m, with Shift 50 m). A point that was found elsewhere comes into sight. */
export function PointLayer({ frame, point, label, onMove }: PointLayerProps): ReactNode {
  /** The point as the hand drags it: the map stands still under the hand. */
  const held = useRef<Point | null>(null);
  /** The point when the hand took it. */
  const taken = useRef(point);
  const reveal = useEffectEvent((place: Point) => {
    if (held.current?.lat === place.lat && held.current.lon === place.lon) return;
    if (!isSeen(frame.project(place), frame.size)) frame.reveal(place);
  });
  const [lat, lon] = [point?.lat, point?.lon];
  useEffect(() => {
    if (lat !== undefined && lon !== undefined) reveal({ lat, lon });
  }, [lat, lon]);
  if (!point) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.ctrlKey || event.altKey || event.metaKey ? null : stepOf(event);
    if (!step) return;
    event.preventDefault();
    onMove(movedBy(point, step.eastM, step.northM));
  };
  return (
    <Handle
      frame={frame}
      spot={frame.project(point)}
      className="placing-pin"
      aria-label={label}
      onDrag={({ from, to, goesOn }) => {
        if (!goesOn) taken.current = point;
        held.current = to === from && taken.current ? taken.current : roundedPoint(to);
        onMove(held.current);
      }}
      onKeyDown={onKeyDown}
    >
      <MapPin size={28} aria-hidden="true" />
    </Handle>
  );
}

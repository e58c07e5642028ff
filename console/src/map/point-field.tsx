import type { Point } from "@amaliyat/domain/kernel";
import { Field } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Suspense, useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { RoomMap } from "./lazy-room-map.ts";
import { select, useChosen } from "../selection/index.ts";
import { PlaceSearch, PointLine } from "../gazetteer/index.ts";
import { useText } from "./text.ts";
import "./point-field.css";

export type PointFieldProps = {
  readonly point: Point | null;
  readonly onChange: (point: Point) => void;
  readonly error?: string | undefined;
};

/** A point by name, or marked on the map with the other button of the mouse. */
export function PointField({ point, onChange, error }: PointFieldProps): ReactNode {
  const text = useText();
  const { selection, nth } = useChosen();
  const [since] = useState(nth);
  // A mark set before the form opened counts only if the place has no point yet.
  const take = useEffectEvent((now: number) => {
    if (selection?.kind === "place" && (now !== since || point === null)) onChange(selection.point);
  });
  useEffect(() => take(nth), [nth]);
  return (
    <div className="places-point-field">
      <Field label={text("point.label")} hint={text("point.hint")} error={error} required>
        <PlaceSearch onPick={({ text: name, point: found }) => select({ kind: "place", point: found, name })} />
      </Field>
      <div className="places-map">
        <Suspense fallback={<LoadingState what={text("point.map")} />}>
          <RoomMap around={point} small />
        </Suspense>
      </div>
      {point ? <PointLine point={point} /> : <p className="am-t3 am-small">{text("point.none")}</p>}
    </div>
  );
}

import type { Point } from "@amaliyat/domain/kernel";
import { Field } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Suspense, useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { PlaceSearch, PointLine } from "../gazetteer/index.ts";
import { useChosen } from "../selection/index.ts";
import { PlacingMap } from "./placing/lazy-placing-map.ts";
import { roundedPoint } from "./placing/metres.ts";
import { PointLayer } from "./placing/point-layer.tsx";
import { useText } from "./text.ts";
import "./placing/placing.css";
import "./point-field.css";

export type PointFieldProps = {
  readonly point: Point | null;
  readonly onChange: (point: Point) => void;
  readonly error?: string | undefined;
  /** Name of what is placed; «point» without it. */
  readonly label?: string | undefined;
};

/** A point by name, by a click on the map, or by hand and arrows once it stands there. */
export function PointField({ point, onChange, error, label }: PointFieldProps): ReactNode {
  const text = useText();
  const { selection, nth } = useChosen();
  const [since] = useState(nth);
  // A mark set before the form opened counts only if the place has no point yet.
  const take = useEffectEvent((now: number) => {
    if (selection?.kind === "place" && (now !== since || point === null)) onChange(selection.point);
  });
  useEffect(() => take(nth), [nth]);
  const place = (found: Point): void => onChange(roundedPoint(found));
  const name = label ?? text("point.label");
  return (
    <div className="places-point-field">
      <Field label={name} hint={text("point.hint")} error={error} required>
        <PlaceSearch onPick={(found) => place(found.point)} />
      </Field>
      <div className="placing-box">
        <Suspense fallback={<LoadingState what={text("point.map")} />}>
          <PlacingMap around={point ? [point] : []} inMiddle={text("placing.point_in_middle")} onPress={place}>
            {(frame) => <PointLayer frame={frame} point={point} label={name} onMove={onChange} />}
          </PlacingMap>
        </Suspense>
      </div>
      {point ? <PointLine point={point} /> : <p className="am-t3 am-small">{text("point.none")}</p>}
    </div>
  );
}

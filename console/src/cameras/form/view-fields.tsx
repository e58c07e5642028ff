import { cameras, type CameraSettings } from "@amaliyat/contract/cameras";
import { Field, TextInput } from "@amaliyat/ui/controls";
import { useMemo, type ReactNode } from "react";
import { AimMap } from "../../map/index.ts";
import { useMay } from "../../session/index.ts";
import { placeText, readPlace } from "../sites/site-draft.ts";
import { aimedFields } from "./camera-draft.ts";
import type { FieldsProps } from "./fields.ts";
import { useText } from "../text.ts";

/** Place and view of the camera: on the map, or by numbers. A new camera may bring its site. */
export function ViewFields({ draft, set, wrongOf, known }: FieldsProps & { readonly known: CameraSettings | null }): ReactNode {
  const text = useText();
  const mayMake = useMay(cameras.createSite) && known === null;
  const newPlace = useMemo(() => readPlace(draft.place), [draft.place]);
  const aim = {
    bearing: readNumber(draft.direction, 0, 360),
    angle: readNumber(draft.fieldOfView, 1, 360) ?? 70,
    rangeM: readNumber(draft.range, 1, 2000) ?? 80,
  };
  return (
    <fieldset className="cameras-group cameras-group--view">
      <legend>{text("group.view")}</legend>
      <AimMap
        cameraId={known?.cameraId}
        siteId={draft.siteId === "" ? null : draft.siteId}
        newPlace={newPlace}
        aim={aim}
        onAim={(next) => set(aimedFields(aim, next))}
        onSite={(siteId) => set({ siteId, place: "" })}
        onNewPlace={mayMake ? (place) => set({ siteId: "", place: placeText(place) }) : null}
      />
      <div className="cameras-group__numbers">
        <Field label={text("field.direction")} hint={text("field.direction_hint")} error={wrongOf("direction")}>
          <TextInput
            ltr
            inputMode="decimal"
            end={<span aria-hidden="true">°</span>}
            value={draft.direction}
            onChange={(direction) => set({ direction })}
          />
        </Field>
        <Field label={text("field.fieldOfView")} error={wrongOf("fieldOfView")}>
          <TextInput
            ltr
            inputMode="decimal"
            end={<span aria-hidden="true">°</span>}
            value={draft.fieldOfView}
            onChange={(fieldOfView) => set({ fieldOfView })}
          />
        </Field>
        <Field label={text("field.range")} error={wrongOf("range")}>
          <TextInput ltr inputMode="decimal" end={text("metre")} value={draft.range} onChange={(range) => set({ range })} />
        </Field>
      </div>
    </fieldset>
  );
}

/** A number as it is typed; null for another text, or for one that the map cannot draw. */
function readNumber(typed: string, least: number, most: number): number | null {
  const value = Number(typed.replace(",", "."));
  return typed.trim() === "" || !(value >= least && value <= most) ? null : value;
}

import { Button, Field, TextArea } from "@amaliyat/ui/controls";
import { isolate, useFormat } from "@amaliyat/ui/i18n";
import ClipboardPaste from "lucide-react/icons/clipboard-paste";
import { useMemo, useState, type ReactNode } from "react";
import { BoundaryMap, MOST_CORNERS } from "../../map/index.ts";
import { useText } from "../text.ts";
import { cornersText, readCorners } from "./boundary.ts";

type BoundaryFieldProps = {
  /** The sector that is changed; undefined for a new one. */
  readonly sectorId: string | undefined;
  /** GeoJSON or a bare list of points; empty without a boundary. */
  readonly value: string;
  /** True if the form could not be sent because of it. */
  readonly wrong: boolean;
  readonly onChange: (value: string) => void;
};

/** The boundary of a sector: drawn on the map, or pasted as GeoJSON in a field that stays folded. */
export function BoundaryField({ sectorId, value, wrong, onChange }: BoundaryFieldProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const corners = useMemo(() => readCorners(value), [value]);
  // The map says of a crossing ring that it crosses itself; what the last sending found may be put right by now.
  const isShort = wrong && corners !== null && corners.length > 0 && corners.length < 3;
  // Such a ring is put right in its text: the map would draw it for seconds, and one press there would cut it off.
  const isLong = corners !== null && corners.length > MOST_CORNERS;
  const error =
    corners === null
      ? text("wrong.boundary")
      : isShort
        ? text("sectors.at_least_three")
        : isLong
          ? text("sectors.too_many_corners", { most: isolate(format.number(MOST_CORNERS)), number: isolate(format.number(corners.length)) })
          : undefined;
  const isOpen = opened || isLong;
  return (
    <Field label={text("field.boundary")} error={isOpen ? undefined : error} group>
      {!isLong && <BoundaryMap corners={corners ?? []} sectorId={sectorId} onChange={(drawn) => onChange(cornersText(drawn))} />}
      <div className="administration-boundary">
        <Button
          size="s"
          variant="quiet"
          icon={<ClipboardPaste size={14} aria-hidden="true" />}
          aria-expanded={isOpen}
          onClick={() => setOpened(!opened)}
        >
          {text("sectors.boundary_paste")}
        </Button>
        {isOpen && (
          <Field label={text("sectors.geojson")} hint={text("sectors.boundary_hint")} error={error}>
            <TextArea dir="ltr" rows={6} spellCheck={false} value={value} onChange={onChange} />
          </Field>
        )}
      </div>
    </Field>
  );
}

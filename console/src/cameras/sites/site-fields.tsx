import { Button, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { languageNames, languages, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import Keyboard from "lucide-react/icons/keyboard";
import { useMemo, useState, type ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { PointField } from "../../map/index.ts";
import { useSession } from "../../session/index.ts";
import { phaseList } from "../camera-queries.ts";
import { placeText, readPlace, type SiteDraft, type SiteField } from "./site-draft.ts";
import { useText } from "../text.ts";

const NONE = "none";

export type SiteFieldsProps = {
  readonly draft: SiteDraft;
  readonly set: (change: Partial<SiteDraft>) => void;
  readonly wrongOf: (field: SiteField) => string | undefined;
  /** A code is given once. */
  readonly isNew: boolean;
};

export function SiteFields({ draft, set, wrongOf, isNew }: SiteFieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const phases = useQuery(phaseList).data ?? [];
  const sectors = useSectors().data ?? [];
  const { covers } = useSession();
  const phaseOptions = [
    { value: NONE, label: text("site.no_phase") },
    ...phases.map((phase) => ({ value: String(phase.number), label: `${phase.number} · ${phase.names[language]}` })),
  ];
  const sectorOptions = [
    { value: NONE, label: text("site.sector_of_place") },
    ...sectors
      .filter(({ sectorId }) => covers.includes(sectorId))
      .map(({ sectorId, names }) => ({ value: sectorId, label: `${sectorId} · ${names[language]}` })),
  ];
  return (
    <fieldset className="cameras-group">
      <legend className="am-hidden-visually">{text("site.new")}</legend>
      {isNew && (
        <Field label={text("field.code")} error={wrongOf("code")} required className="cameras-group__first">
          <TextInput value={draft.code} onChange={(code) => set({ code })} />
        </Field>
      )}
      {languages.map((one) => (
        <Field key={one} label={<span lang={one}>{languageNames[one]}</span>} error={wrongOf(one)} required>
          <TextInput lang={one} value={draft[one]} onChange={(value) => set({ [one]: value })} />
        </Field>
      ))}
      <SitePlace value={draft.place} error={wrongOf("place")} onChange={(place) => set({ place })} />
      <Field label={text("site.sector")} hint={isNew ? undefined : text("site.sector_hint")} error={wrongOf("sector")}>
        <Select
          options={sectorOptions}
          value={draft.sector === "" ? NONE : draft.sector}
          onChange={(sector) => set({ sector: sector === NONE ? "" : sector })}
        />
      </Field>
      <Field label={text("site.phase")} error={wrongOf("phase")}>
        <Select
          options={phaseOptions}
          value={draft.phase === "" ? NONE : draft.phase}
          onChange={(phase) => set({ phase: phase === NONE ? "" : phase })}
        />
      </Field>
    </fieldset>
  );
}

type SitePlaceProps = {
  /** Latitude and longitude as they are typed. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

/** The place of a site: on the map or by its name; by figures in a field that stays folded. */
function SitePlace({ value, error, onChange }: SitePlaceProps): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(false);
  const point = useMemo(() => readPlace(value), [value]);
  const typed = open || (value.trim() !== "" && point === null);
  return (
    <div className="cameras-place">
      <PointField
        label={text("site.place")}
        point={point}
        error={typed ? undefined : error && text("site.no_place")}
        onChange={(placed) => onChange(placeText(placed))}
      />
      {typed ? (
        <Field label={text("site.coordinates")} hint={text("site.place_hint")} error={error}>
          <TextInput ltr value={value} onChange={onChange} />
        </Field>
      ) : (
        <Button size="s" variant="quiet" icon={<Keyboard size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
          {text("site.type_place")}
        </Button>
      )}
    </div>
  );
}

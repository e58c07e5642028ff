import { Combobox, Field, TextInput } from "@amaliyat/ui/controls";
import { isolate, languageNames, languages, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useSites } from "../../facts/index.ts";
import type { FieldsProps } from "./fields.ts";
import { useText } from "../text.ts";

/** Code, names in the three languages, and the site. The code of a camera never changes: recordings and the log name it. */
export function NameFields({ draft, set, wrongOf, isNew }: FieldsProps & { readonly isNew: boolean }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const sites = useSites().data ?? [];
  const options = sites.map((site) => ({
    value: site.siteId,
    label: isolate(site.names[language]),
    detail: site.code,
    keywords: Object.values(site.names).join(" "),
  }));
  return (
    <fieldset className="cameras-group">
      <legend>{text("group.names")}</legend>
      {isNew && (
        <Field label={text("field.code")} hint={text("field.code_hint")} error={wrongOf("code")} required>
          <TextInput value={draft.code} onChange={(code) => set({ code })} />
        </Field>
      )}
      {languages.map((one) => (
        <Field key={one} label={<span lang={one}>{languageNames[one]}</span>} error={wrongOf(one)} required>
          <TextInput lang={one} value={draft[one]} onChange={(value) => set({ [one]: value })} />
        </Field>
      ))}
      <Field label={text("field.site")} hint={sites.length === 0 ? text("field.no_site") : undefined} error={wrongOf("siteId")} required>
        <Combobox
          options={options}
          value={draft.siteId === "" ? null : draft.siteId}
          placeholder={text(draft.place === "" ? "field.site_choose" : "field.site_new")}
          onChange={(siteId) => set({ siteId, place: "" })}
        />
      </Field>
    </fieldset>
  );
}

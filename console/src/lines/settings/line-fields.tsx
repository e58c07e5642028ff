import { callBackKey, EMERGENCY_LINE } from "@amaliyat/domain/calls";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { Checkbox, Field, TextInput } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { HoursField } from "./hours-field.tsx";
import { LadderField } from "./ladder-field.tsx";
import type { LineDraft } from "./line-draft.ts";
import { MenuField } from "./menu-field.tsx";
import { TargetsField } from "./targets-field.tsx";

export type LineFieldsProps = {
  readonly draft: LineDraft;
  /** Paths of the fields that are wrong, such as `names.fr`. */
  readonly wrong: ReadonlySet<string>;
  readonly isNew: boolean;
  readonly onChange: (change: Partial<LineDraft>) => void;
};

/** Everything that is set of a line. 17 has no hours, no closing and no menu, and is always the first. */
export function LineFields({ draft, wrong, isNew, onChange }: LineFieldsProps): ReactNode {
  const text = useText();
  const isFirst = draft.number.trim() === EMERGENCY_LINE;
  const wrongOf = (path: string, word: string = text("wrong.field")): string | undefined => (wrong.has(path) ? word : undefined);
  const number = (field: "priority" | "offerS" | "wrapUpS" | "anyLanguageS" | "overflowAfterS", least: number, most: number): ReactNode => (
    <Field label={text(`line.${field}`)} hint={text("line.between", { least, most })} error={wrongOf(field)}>
      <TextInput ltr inputMode="numeric" value={draft[field]} onChange={(value) => onChange({ [field]: value })} />
    </Field>
  );
  return (
    <>
      {isNew && (
        <Field label={text("line.number")} hint={text("line.number_hint")} error={wrongOf("number", text("wrong.number"))} required>
          <TextInput ltr inputMode="numeric" maxLength={15} value={draft.number} onChange={(value) => onChange({ number: value })} />
        </Field>
      )}
      <Field group label={text("line.names")}>
        <div className="lines-names">
          {LANGUAGES.map((language) => (
            <Field key={language} label={text(`in.${language}`)} error={wrongOf(`names.${language}`)}>
              <TextInput
                lang={language}
                maxLength={200}
                value={draft.names[language]}
                onChange={(value) => onChange({ names: { ...draft.names, [language]: value } })}
              />
            </Field>
          ))}
        </div>
      </Field>
      <div className="lines-four">
        {isFirst ? (
          <Field group label={text("line.priority")}>
            <p className="am-t2">{text("line.first")}</p>
          </Field>
        ) : (
          number("priority", 1, 9)
        )}
        {number("offerS", 5, 120)}
        {number("wrapUpS", 0, 600)}
        {number("anyLanguageS", 0, 600)}
      </div>
      <TargetsField targets={draft.targets} wrong={wrong} onChange={(targets) => onChange({ targets })} />
      <Field group label={text("line.announcements")} hint={text("line.announcements_hint")}>
        <div className="lines-three">
          {LANGUAGES.map((language) => (
            <Field key={language} label={text(`in.${language}`)} error={wrongOf(`announcements.${language}`, text("wrong.file"))} optional>
              <TextInput
                ltr
                maxLength={64}
                value={draft.announcements[language]}
                onChange={(value) => onChange({ announcements: { ...draft.announcements, [language]: value } })}
              />
            </Field>
          ))}
        </div>
      </Field>
      {isFirst ? (
        <p className="lines-note">{text("line.emergency")}</p>
      ) : (
        <>
          <HoursField draft={draft} wrong={wrong} onChange={onChange} />
          <Field label={text("line.closedAnnouncement")} error={wrongOf("closedAnnouncement", text("wrong.file"))} optional>
            <TextInput ltr maxLength={64} value={draft.closedAnnouncement} onChange={(value) => onChange({ closedAnnouncement: value })} />
          </Field>
          <MenuField menu={draft.menu} wrong={wrong} onChange={(menu) => onChange({ menu })} />
        </>
      )}
      {(isFirst || draft.priority.trim() === "1") && <LadderField draft={draft} wrong={wrong} onChange={onChange} />}
      <CallBackField draft={draft} onChange={onChange} />
      <Field group label={text("line.overflow")}>
        <Checkbox label={text("line.overflows")} checked={draft.overflows} onChange={(overflows) => onChange({ overflows })} />
        {draft.overflows && (
          <div className="lines-three">
            {number("overflowAfterS", 10, 3600)}
            <Field label={text("line.overflowTo")} error={wrongOf("overflowTo", text("wrong.number"))}>
              <TextInput
                ltr
                inputMode="numeric"
                maxLength={15}
                value={draft.overflowTo}
                onChange={(value) => onChange({ overflowTo: value })}
              />
            </Field>
          </div>
        )}
      </Field>
    </>
  );
}

/** Permission for waiting callers to request a call back, with its key: the first that the menu leaves free. */
function CallBackField({ draft: { callBack, menu }, onChange }: Pick<LineFieldsProps, "draft" | "onChange">): ReactNode {
  const text = useText();
  const taken = menu.length === 0 ? null : Object.fromEntries(menu.map(({ digit, language }) => [digit.trim(), language]));
  const key = callBackKey({ callBack, menu: taken });
  const hint = !callBack ? text("line.callBack_off") : key === null ? text("line.callBack_no_key") : text("line.callBack_key", { key });
  return (
    <Field group label={text("line.callBack")} hint={hint}>
      <Checkbox label={text("line.callBacks")} checked={callBack} onChange={(next) => onChange({ callBack: next })} />
    </Field>
  );
}

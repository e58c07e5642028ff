import type { Problem } from "@amaliyat/contract/route";
import { isRole, needsTwo, ROLE_LABELS, ROLES } from "@amaliyat/domain/identity";
import { DateInput, Field, Segmented, Select, TextInput } from "@amaliyat/ui/controls";
import { languageNames, languages, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { dayOf, DraftForm, isoOf, many, typed, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { SectorChecks } from "../sectors/sector-checks.tsx";
import { useText } from "../text.ts";
import { fieldAt, isUserDraft, type UserDraft, type UserField } from "./user-draft.ts";

export type UserFormProps = {
  readonly draftName: string;
  /** The form of the person as the room has it. */
  readonly now: UserDraft;
  readonly isNew: boolean;
  readonly wrong: ReadonlySet<UserField>;
  readonly refused: Problem | null;
  readonly verb: string;
  /** `clear` forgets what was sent, once the room has it. */
  readonly onSend: (draft: UserDraft, clear: () => void) => Promise<void>;
};

/** A person's form. Typed text stays on this machine until it is sent. */
export function UserForm(props: UserFormProps): ReactNode {
  const { draftName, now, isNew, wrong, refused, verb, onSend } = props;
  const text = useText();
  const { language } = useLanguage();
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(draftName, now, isUserDraft);
  const told = new Set(refused?.fields?.map((field) => fieldAt(field.path)));
  const wrongOf = (field: UserField): string | undefined => (wrong.has(field) || told.has(field) ? text(`wrong.${field}`) : undefined);
  const roles = ROLES.map((value) => ({ value, label: ROLE_LABELS[value][language] }));
  const sectors = useSectors().data ?? [];
  const words: FieldWords<UserDraft> = {
    username: typed(text("field.username")),
    name: typed(text("field.name")),
    nameLatin: typed(text("field.name_latin")),
    badge: typed(text("field.badge")),
    role: [text("field.role"), (role) => (role === "" ? "" : ROLE_LABELS[role][language])],
    sectors: many(text("field.sectors"), (sectorId) => sectors.find((one) => one.sectorId === sectorId)?.names[language] ?? sectorId),
    language: [text("field.language"), (one) => languageNames[one]],
    from: typed(text("field.from")),
    until: typed(text("field.until")),
  };
  const tongues = languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }));
  return (
    <DraftForm
      verb={verb}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      onSend={() => onSend(draft, () => void sent(draft))}
      note={
        changed && isRole(draft.role) && needsTwo(draft.role)
          ? text("two.needed")
          : !isNew && changed
            ? text("users.sessions_end")
            : undefined
      }
    >
      <div className="administration-fields">
        <Field label={text("field.name")} error={wrongOf("name")} required>
          <TextInput value={draft.name} onChange={(name) => set({ name })} />
        </Field>
        <Field label={text("field.name_latin")} error={wrongOf("nameLatin")} optional>
          <TextInput ltr spellCheck={false} value={draft.nameLatin} onChange={(nameLatin) => set({ nameLatin })} />
        </Field>
        <Field label={text("field.badge")} error={wrongOf("badge")} required>
          <TextInput ltr value={draft.badge} onChange={(badge) => set({ badge })} />
        </Field>
        {isNew && (
          <Field label={text("field.username")} hint={text("field.username_hint")} error={wrongOf("username")} required>
            <TextInput ltr autoCapitalize="none" spellCheck={false} value={draft.username} onChange={(username) => set({ username })} />
          </Field>
        )}
        <Field
          label={text("field.role")}
          hint={draft.role === "" ? undefined : text(`role.${draft.role}`)}
          error={wrongOf("role")}
          required
        >
          <Select
            options={roles}
            value={isRole(draft.role) ? draft.role : null}
            placeholder={text("field.role_choose")}
            onChange={(role) => set({ role })}
          />
        </Field>
        <Field label={text("field.language")} group>
          <Segmented label={text("field.language")} options={tongues} value={draft.language} onChange={(next) => set({ language: next })} />
        </Field>
        {isNew && (
          <Field label={text("field.from")} hint={text("field.from_hint")} error={wrongOf("from")} optional>
            <DateInput value={dayOf(draft.from)} onChange={(day) => set({ from: isoOf(day) })} />
          </Field>
        )}
        <Field label={text("field.until")} hint={text("field.until_hint")} error={wrongOf("until")} optional>
          <DateInput value={dayOf(draft.until)} onChange={(day) => set({ until: isoOf(day) })} />
        </Field>
      </div>
      <Field label={text("field.sectors")} hint={text("field.sectors_hint")} error={wrongOf("sectors")} group>
        <SectorChecks chosen={draft.sectors} onChange={(sectors) => set({ sectors })} />
      </Field>
    </DraftForm>
  );
}

import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { SKILL_LABELS, UNIT_KIND_LABELS, UNIT_KINDS } from "@amaliyat/domain/dispatch";
import { Field, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { DraftForm, many, typed, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { useSectors, useUnits, writeUnit } from "../../facts/index.ts";
import { useDraftName, useMay, usePersonNames, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { userList } from "../users/users-query.ts";
import { SkillChecks } from "./skill-checks.tsx";
import { freePatrols } from "./unit-draft.ts";
import { checkMake, isChanged, isUnitMake, makeOf, type MakeField, type UnitMake } from "./unit-make.ts";

/** As long as the room takes it. */
const LONGEST_VEHICLE = 60;

const NOBODY = "nobody";

/** Edits the facts of a unit: code, sector, account, kind, skills, vehicle, radio and crew. The form sends only changed fields. */
export function EditUnit({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { language } = useLanguage();
  const client = useQueryClient();
  const name = useDraftName(`unit.make.${unit.unitId}`);
  const { draft, set, disputes, clear, sent, restoredAt } = useSharedDraft(name, makeOf(unit), isUnitMake);
  const [wrong, setWrong] = useState<ReadonlySet<MakeField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const { covers } = useSession();
  const now = useNow();
  const units = useUnits().data ?? [];
  const sectors = useSectors().data ?? [];
  const users = useQuery({ ...userList, enabled: useMay(identity.users) }).data ?? [];
  const wrongOf = (field: "code" | "vehicle" | "radio" | "crew"): string | undefined =>
    wrong.has(field) ? text(`units.wrong.${field}`) : undefined;
  const send = async (): Promise<void> => {
    const checked = checkMake(unit, draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(dispatch.changeUnit, { params: { unitId: unit.unitId }, body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    showToast({ text: text("units.changed", { code: isolate(unit.code) }) });
    writeUnit(client, answer.value);
    sent(draft);
  };
  const places = sectors
    .filter(({ sectorId }) => covers.includes(sectorId) || sectorId === unit.sectorId)
    .map(({ sectorId, names }) => ({ value: sectorId, label: `${sectorId} · ${names[language]}` }));
  const others = units.filter(({ unitId }) => unitId !== unit.unitId);
  const accountName = (userId: string): string => {
    const user = users.find((one) => one.userId === userId);
    return userId === "" ? text("units.nobody") : user === undefined ? userId : names.shown(user.name);
  };
  const accounts = [
    { value: NOBODY, label: text("units.nobody") },
    ...freePatrols(users, others, covers, now).map(({ userId, name, username }) => ({
      value: userId,
      label: `${names.shown(name)} (${username})`,
    })),
  ];
  const words: FieldWords<UnitMake> = {
    code: typed(text("units.code")),
    sectorId: [text("field.sector"), (sectorId) => places.find(({ value }) => value === sectorId)?.label ?? sectorId],
    userId: [text("units.account"), accountName],
    kind: [text("units.kind_label"), (kind) => UNIT_KIND_LABELS[kind][language]],
    skills: many(text("units.skills"), (skill) => SKILL_LABELS[skill][language]),
    vehicle: typed(text("units.vehicle")),
    radio: typed(text("units.own_radio")),
    crew: typed(text("units.crew")),
  };
  const kinds = UNIT_KINDS.map((value) => ({ value, label: UNIT_KIND_LABELS[value][language] }));
  return (
    <DraftForm
      verb={text("form.save")}
      changed={isChanged(unit, draft)}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      onSend={send}
    >
      <div className="administration-fields">
        <Field label={text("units.code")} hint={text("units.code_hint")} error={wrongOf("code")} required>
          <TextInput ltr value={draft.code} onChange={(code) => set({ code })} />
        </Field>
        <Field label={text("field.sector")} required>
          <Select options={places} value={draft.sectorId} onChange={(sectorId) => set({ sectorId })} />
        </Field>
        <Field label={text("units.account")} hint={text("units.patrol_hint")}>
          <Select
            options={accounts}
            value={draft.userId === "" ? NOBODY : draft.userId}
            onChange={(userId) => set({ userId: userId === NOBODY ? "" : userId })}
          />
        </Field>
        <Field label={text("units.kind_label")} required>
          <Select options={kinds} value={draft.kind} onChange={(kind) => set({ kind })} />
        </Field>
        <Field label={text("units.vehicle")} hint={text("units.vehicle_hint")} error={wrongOf("vehicle")} optional>
          <TextInput value={draft.vehicle} maxLength={LONGEST_VEHICLE} onChange={(vehicle) => set({ vehicle })} />
        </Field>
        <Field label={text("units.own_radio")} hint={text("units.own_radio_hint")} error={wrongOf("radio")} optional>
          <TextInput ltr value={draft.radio} maxLength={40} onChange={(radio) => set({ radio })} />
        </Field>
      </div>
      <Field label={text("units.skills")} group>
        <SkillChecks skills={draft.skills} onChange={(skills) => set({ skills })} />
      </Field>
      <Field label={text("units.crew")} hint={text("units.crew_hint")} error={wrongOf("crew")} optional>
        <TextArea rows={3} value={draft.crew} onChange={(crew) => set({ crew })} />
      </Field>
    </DraftForm>
  );
}

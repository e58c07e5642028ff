import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { UNIT_KIND_LABELS, UNIT_KINDS } from "@amaliyat/domain/dispatch";
import { Field, Select, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft, useNow } from "@amaliyat/ui/hooks";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { DraftForm } from "../../lists/index.ts";
import { useSectors, useUnits, writeUnit } from "../../facts/index.ts";
import { useDraftName, useMay, usePersonNames, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { userList } from "../users/users-query.ts";
import { SkillChecks } from "./skill-checks.tsx";
import { checkUnit, EMPTY_UNIT, fieldAt, freePatrols, isTyped, isUnitDraft, type UnitDraft, type UnitField } from "./unit-draft.ts";

const NOBODY = "nobody";

/** A unit in one of one's sectors, and the patrol user that speaks for it. */
export function NewUnit({ onMade }: { readonly onMade: (unitId: string) => void }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { language } = useLanguage();
  const client = useQueryClient();
  const now = useNow();
  const { covers } = useSession();
  const units = useUnits().data ?? [];
  const sectors = useSectors().data ?? [];
  const users = useQuery({ ...userList, enabled: useMay(identity.users) }).data ?? [];
  const { value: draft, update, clear, restoredAt } = useDraft(useDraftName("unit.new"), EMPTY_UNIT, isUnitDraft);
  const [wrong, setWrong] = useState<ReadonlySet<UnitField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const told = new Set(refused?.fields?.map((field) => fieldAt(field.path)));
  const wrongOf = (field: Exclude<UnitField, "skills">): string | undefined =>
    wrong.has(field) || told.has(field) ? text(`units.wrong.${field}`) : undefined;
  const set = (change: Partial<UnitDraft>): void => update((before) => ({ ...before, ...change }));
  const send = async (): Promise<void> => {
    const checked = checkUnit(draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(dispatch.createUnit, { body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    clear();
    showToast({ text: text("units.made", { code: isolate(answer.value.code) }) });
    writeUnit(client, answer.value);
    onMade(answer.value.unitId);
  };
  const kinds = UNIT_KINDS.map((value) => ({ value, label: UNIT_KIND_LABELS[value][language] }));
  const places = sectors
    .filter(({ sectorId }) => covers.includes(sectorId))
    .map(({ sectorId, names }) => ({ value: sectorId, label: `${sectorId} · ${names[language]}` }));
  const patrols = [
    { value: NOBODY, label: text("units.nobody") },
    ...freePatrols(users, units, covers, now).map(({ userId, name, username }) => ({
      value: userId,
      label: `${names.shown(name)} (${username})`,
    })),
  ];
  return (
    <Panel title={text("units.new")} region className="list-side">
      <DraftForm
        verb={text("units.create")}
        changed={isTyped(draft)}
        onDiscard={clear}
        restoredAt={restoredAt}
        refused={refused}
        onSend={send}
      >
        <div className="administration-fields">
          <Field label={text("units.code")} hint={text("units.code_hint")} error={wrongOf("code")} required>
            <TextInput ltr value={draft.code} onChange={(code) => set({ code })} />
          </Field>
          <Field label={text("units.kind_label")} error={wrongOf("kind")} required>
            <Select
              options={kinds}
              value={draft.kind === "" ? null : draft.kind}
              placeholder={text("units.choose")}
              onChange={(kind) => set({ kind })}
            />
          </Field>
          <Field label={text("field.sector")} error={wrongOf("sectorId")} required>
            <Select
              options={places}
              value={draft.sectorId === "" ? null : draft.sectorId}
              placeholder={text("units.choose")}
              onChange={(sectorId) => set({ sectorId })}
            />
          </Field>
          <Field label={text("units.column.patrol")} hint={text("units.patrol_hint")} error={wrongOf("userId")}>
            <Select
              options={patrols}
              value={draft.userId === "" ? NOBODY : draft.userId}
              onChange={(userId) => set({ userId: userId === NOBODY ? "" : userId })}
            />
          </Field>
          <Field label={text("units.vehicle")} hint={text("units.vehicle_hint")} error={wrongOf("vehicle")} optional>
            <TextInput value={draft.vehicle} maxLength={60} onChange={(vehicle) => set({ vehicle })} />
          </Field>
        </div>
        <Field label={text("units.skills")} group>
          <SkillChecks skills={draft.skills} onChange={(skills) => set({ skills })} />
        </Field>
      </DraftForm>
    </Panel>
  );
}

import type { Problem } from "@amaliyat/contract/route";
import { shifts, type Shift } from "@amaliyat/contract/shifts";
import { SHIFT_TEMPLATES, spanOfTemplate, templateAt, type ShiftTemplate } from "@amaliyat/domain/shifts";
import { Button, Combobox, DateTimeInput, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { roomNow, useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage, type Language } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS } from "../../facts/index.ts";
import { DraftForm, typed, useFieldWords, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { useDraftNames, usePersonNames, useSession } from "../../session/index.ts";
import { useOwnSectors, usePeople, useSectorName } from "../people.ts";
import { useText } from "../text.ts";
import { draftOf, isShiftDraft, wrongFields, type ShiftDraft, type ShiftField } from "./shift-draft.ts";

type FormProps = { readonly shift: Shift | null; readonly acts?: ReactNode; readonly onDone: (shiftId: string) => void };

/** Refusals that a person can overrule with a reason. */
const CONFIRMED: ReadonlySet<string> = new Set(["shift.overlaps", "shift.chief_elsewhere", "shift.long_row"]);

const iso = (at: number | null): string => new Date(at ?? 0).toISOString();

type Planner = { readonly userId: string; readonly role: string; readonly sectors: readonly string[] };

/** A shift by its template, for the first of one's own sectors; a chief leads it. */
function byTemplate(template: ShiftTemplate, { userId, role, sectors }: Planner, language: Language): ShiftDraft {
  const chiefId = role === "supervisor" ? userId : "";
  return { sectorId: sectors[0] ?? "", name: template.labels[language], ...spanOfTemplate(template, roomNow()), chiefId };
}

/** Plans a shift, or changes one that has not started. */
export function ShiftForm({ shift, acts, onDone }: FormProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { language } = useLanguage();
  const { user } = useSession();
  const [usual] = useState(() => byTemplate(templateAt(roomNow()), user, language));
  const draftNameOf = useDraftNames();
  const name = draftNameOf(`shift.${shift?.shiftId ?? "new"}`);
  const now = shift === null ? usual : draftOf(shift);
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(name, now, isShiftDraft, { isNew: shift === null });
  const [wrong, setWrong] = useState<ReadonlySet<ShiftField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const sectors = useOwnSectors();
  const chiefs = usePeople((user) => user.role === "supervisor");
  const [anyway, setAnyway] = useState("");
  const needsReason = refused !== null && CONFIRMED.has(refused.code);
  const names = usePersonNames();
  const sectorName = useSectorName();
  const { moment } = useFieldWords();
  const nameOf = (userId: string): string =>
    chiefs.find(({ value }) => value === userId)?.label ?? (shift?.chief.userId === userId ? names.shown(shift.chief.name) : userId);
  const words: FieldWords<ShiftDraft> = {
    sectorId: [text("roster.sector"), sectorName],
    name: typed(text("plan.name")),
    from: moment(text("roster.from")),
    to: moment(text("roster.to")),
    chiefId: [text("plan.chief"), nameOf],
  };
  const wrongOf = (field: ShiftField): string | undefined => (wrong.has(field) ? text("roster.wrong") : undefined);
  const send = async (): Promise<void> => {
    const found = wrongFields(draft);
    setWrong(found);
    if (found.size > 0) return;
    const why = needsReason && anyway.trim() !== "" ? { anyway } : {};
    const body = { ...why, name: draft.name, from: iso(draft.from), to: iso(draft.to), chiefId: draft.chiefId };
    const answer =
      shift === null
        ? await ask(shifts.plan, { body: { ...body, sectorId: draft.sectorId } })
        : await ask(shifts.change, { params: { shiftId: shift.shiftId }, body: { ...body, version: shift.version } });
    setRefused(answer.ok ? null : answer.error);
    await client.invalidateQueries({ queryKey: [...SHIFTS, "list"] });
    if (!answer.ok) return;
    const { shiftId } = answer.value;
    const isWhole = sent(draft, shift === null ? draftNameOf(`shift.${shiftId}`) : undefined);
    if (isWhole || shift === null) onDone(shiftId);
  };
  return (
    <Panel title={text(shift === null ? "plan.new" : "plan.edit")} region className="list-side">
      <DraftForm
        verb={text(shift === null ? "plan.create" : "plan.save")}
        changed={shift === null || changed}
        disputes={disputes(words)}
        onDiscard={clear}
        restoredAt={restoredAt}
        refused={refused}
        onSend={send}
        acts={acts}
      >
        {shift === null && <Templates chosen={draft.name} onPick={(template) => set(byTemplate(template, user, language))} />}
        <Field label={text("roster.sector")} error={wrongOf("sectorId")} required>
          <Select
            options={sectors}
            value={draft.sectorId === "" ? null : draft.sectorId}
            placeholder={text("roster.choose")}
            disabled={shift !== null}
            onChange={(sectorId) => set({ sectorId })}
          />
        </Field>
        <Field label={text("plan.name")} error={wrongOf("name")} required>
          <TextInput value={draft.name} maxLength={60} onChange={(name) => set({ name })} />
        </Field>
        <Field label={text("roster.from")} error={wrongOf("from")} required group>
          <DateTimeInput value={draft.from} onChange={(from) => set({ from })} />
        </Field>
        <Field label={text("roster.to")} error={wrongOf("to")} required group>
          <DateTimeInput value={draft.to} onChange={(to) => set({ to })} />
        </Field>
        <Field label={text("plan.chief")} error={wrongOf("chiefId")} required>
          <Combobox
            options={chiefs}
            value={draft.chiefId === "" ? null : draft.chiefId}
            placeholder={text("roster.choose")}
            onChange={(chiefId) => set({ chiefId })}
          />
        </Field>
        {needsReason && (
          <Field label={text("plan.anyway")} hint={text("plan.anyway_hint")} required>
            <TextInput value={anyway} maxLength={200} onChange={setAnyway} />
          </Field>
        )}
      </DraftForm>
    </Panel>
  );
}

type TemplatesProps = { readonly chosen: string; readonly onPick: (template: ShiftTemplate) => void };

/** The three shifts of the day, by one press or one digit each. */
function Templates({ chosen, onPick }: TemplatesProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  useShortcut(["Digit1", "Digit2", "Digit3"], (event) => {
    const template = SHIFT_TEMPLATES[Number(event.code.slice(-1)) - 1];
    if (template !== undefined) onPick(template);
  });
  return (
    <div className="am-row" role="group" aria-label={text("plan.templates")}>
      {SHIFT_TEMPLATES.map((template, nth) => (
        <Button
          key={template.id}
          size="s"
          shortcut={`Digit${nth + 1}`}
          variant={template.labels[language] === chosen ? "primary" : "normal"}
          onClick={() => onPick(template)}
        >
          {template.labels[language]}
        </Button>
      ))}
    </div>
  );
}

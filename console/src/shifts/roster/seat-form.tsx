import type { Problem } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import { Combobox, DateTimeInput, Field, Segmented, TextInput } from "@amaliyat/ui/controls";
import { useDraft } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { DraftForm } from "../../lists/index.ts";
import { SHIFTS, useUnits } from "../../facts/index.ts";
import { useDraftName } from "../../session/index.ts";
import { usePeople } from "../people.ts";
import { useText } from "../text.ts";
import { EMPTY_SEAT, isSeatDraft, wrongSeat, type SeatDraft, type SeatField } from "./seat-draft.ts";

const KINDS = ["desk", "crew"] as const;

/** Seats a person at a desk or in a crew; the times stay for the next line, since a shift has many. */
export function SeatForm({ sectorId }: { readonly sectorId: string }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const draft = useDraft(useDraftName(`roster.${sectorId}`), EMPTY_SEAT, isSeatDraft);
  const [wrong, setWrong] = useState<ReadonlySet<SeatField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const [anyway, setAnyway] = useState("");
  const needsReason = refused?.code === "roster.long_row";
  const { value } = draft;
  const people = usePeople((user) => (user.role === "patrol") === (value.kind === "crew"));
  const units = (useUnits().data ?? []).map((unit) => ({ value: unit.unitId, label: unit.code, detail: unit.sectorId }));
  const set = (change: Partial<SeatDraft>): void => draft.update((before) => ({ ...before, ...change }));
  const wrongOf = (field: SeatField): string | undefined => (wrong.has(field) ? text("roster.wrong") : undefined);
  const send = async (): Promise<void> => {
    const found = wrongSeat(value);
    setWrong(found);
    if (found.size > 0) return;
    const { userId, kind, desk, unitId, vehicle, radio, from, to } = value;
    const seat = kind === "desk" ? { kind, desk } : { kind, unitId, vehicle, radio: radio.trim() === "" ? null : radio.trim() };
    const span = { from: new Date(from ?? 0).toISOString(), to: new Date(to ?? 0).toISOString() };
    const why = needsReason && anyway.trim() !== "" ? { anyway } : {};
    const answer = await ask(shifts.seat, { body: { sectorId, userId, seat, ...span, ...why } });
    setRefused(answer.ok ? null : answer.error);
    await client.invalidateQueries({ queryKey: [...SHIFTS, "roster"] });
    if (!answer.ok) return;
    setAnyway("");
    draft.setValue({ ...EMPTY_SEAT, kind, from, to });
  };
  return (
    <Panel title={text("roster.new")} region className="list-side">
      <DraftForm
        verb={text("roster.add")}
        changed={JSON.stringify(value) !== JSON.stringify(EMPTY_SEAT)}
        onDiscard={draft.clear}
        restoredAt={draft.restoredAt}
        refused={refused}
        onSend={send}
      >
        <Field label={text("roster.kind")} group>
          <Segmented
            className="shifts-fit"
            label={text("roster.kind")}
            options={KINDS.map((kind) => ({ value: kind, label: text(`roster.${kind}`) }))}
            value={value.kind}
            onChange={(kind) => set({ kind, userId: "" })}
          />
        </Field>
        <Field label={text("roster.person")} error={wrongOf("userId")} required>
          <Combobox
            options={people}
            value={value.userId === "" ? null : value.userId}
            placeholder={text("roster.choose")}
            onChange={(userId) => set({ userId })}
          />
        </Field>
        {value.kind === "desk" ? (
          <Field label={text("roster.desk_name")} error={wrongOf("desk")} required>
            <TextInput value={value.desk} maxLength={40} onChange={(desk) => set({ desk })} />
          </Field>
        ) : (
          <>
            <Field label={text("roster.unit")} error={wrongOf("unitId")} required>
              <Combobox
                options={units}
                value={value.unitId === "" ? null : value.unitId}
                placeholder={text("roster.choose")}
                onChange={(unitId) => set({ unitId })}
              />
            </Field>
            <Field label={text("roster.vehicle")} error={wrongOf("vehicle")} required>
              <TextInput ltr value={value.vehicle} maxLength={40} onChange={(vehicle) => set({ vehicle })} />
            </Field>
            <Field label={text("roster.radio")} hint={text("roster.radio_hint")} optional>
              <TextInput ltr value={value.radio} maxLength={40} onChange={(radio) => set({ radio })} />
            </Field>
          </>
        )}
        <Field label={text("roster.from")} error={wrongOf("from")} required group>
          <DateTimeInput value={value.from} onChange={(from) => set({ from })} />
        </Field>
        <Field label={text("roster.to")} error={wrongOf("to")} required group>
          <DateTimeInput value={value.to} onChange={(to) => set({ to })} />
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

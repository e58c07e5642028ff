import { places, type Hazard } from "@amaliyat/contract/places";
import { CERTAINTY_LABELS } from "@amaliyat/domain/interventions";
import {
  HAZARD_CERTAINTIES,
  HAZARD_KIND_LABELS,
  HAZARD_KINDS,
  HAZARD_SOURCE_LABELS,
  HAZARD_SOURCES,
  hazardAfter,
} from "@amaliyat/domain/places";
import { Checkbox, DateInput, Field, Segmented, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { dayOf, DraftForm, isoOf, leftoverOf, useSharedDraft } from "../lists/index.ts";
import { useDraftNames } from "../session/index.ts";
import { checkHazardDraft, draftOfHazard, isHazardDraft, type AreaDraft, type HazardDraft, type HazardField } from "./hazard-draft.ts";
import { PointField } from "../map/index.ts";
import { useText } from "./text.ts";
import { useHazardWords } from "./use-hazard-words.ts";
import { useSend } from "./use-send.ts";

export type HazardFormProps = {
  readonly hazard: Hazard | null;
  readonly onSaved: (hazardId: string) => void;
  /** Opens the form of a new one, which has the words that came too late for this one. */
  readonly onNew: () => void;
};

/** Writes or changes a hazard. Typed text stays on this machine until the room has it. */
export function HazardForm({ hazard, onSaved, onNew }: HazardFormProps): ReactNode {
  const text = useText();
  const [now] = useState(roomNow);
  const [wrong, setWrong] = useState<ReadonlySet<HazardField>>(new Set());
  const { refused, setRefused, send } = useSend();
  const words = useHazardWords();
  const nameOf = useDraftNames();
  const name = nameOf(`hazard.${hazard?.hazardId ?? "new"}`);
  const shared = useSharedDraft(name, draftOfHazard(hazard, now), isHazardDraft, {
    isNew: hazard === null,
  });
  const { draft, set, disputes, changed, clear, sent, restoredAt } = shared;
  const onSend = async (): Promise<void> => {
    const checked = checkHazardDraft(draft, roomNow());
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const { body } = checked;
    const answer = await send(() =>
      hazard === null
        ? ask(places.writeHazard, { body })
        : ask(places.changeHazard, { params: { hazardId: hazard.hazardId }, body: { ...body, version: hazard.version } }),
    );
    if (!answer.ok) return;
    sent(draft, hazard === null ? nameOf(`hazard.${answer.value.hazardId}`) : undefined);
    showToast({ text: text(answer.value.state === "confirmed" ? "hazard.saved_confirmed" : "hazard.saved_proposed") });
    onSaved(answer.value.hazardId);
  };
  const isOver = hazard !== null && hazardAfter(hazard.state, "change") === null;
  if (isOver && !changed) return null;
  const forNew = { name: nameOf("hazard.new"), blank: draftOfHazard(null, now), filled: draft, onNew };
  return (
    <DraftForm
      verb={text(hazard === null ? "hazard.make" : "hazard.save")}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      news={isOver ? text(hazard.state === "declined" ? "hazard.over_declined" : "hazard.over_ended") : undefined}
      leftover={isOver ? leftoverOf(shared, words, forNew) : undefined}
      onSend={onSend}
    >
      <Fields draft={draft} wrong={wrong} onChange={set} />
    </DraftForm>
  );
}

type FieldsProps = {
  readonly draft: HazardDraft;
  readonly wrong: ReadonlySet<HazardField>;
  readonly onChange: (change: Partial<HazardDraft>) => void;
};

function Fields({ draft, wrong, onChange }: FieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const wrongOf = (field: HazardField) => (wrong.has(field) ? text(`wrong.${field}`) : undefined);
  const { area } = draft;
  const onArea = (change: Partial<AreaDraft>): void => onChange({ area: { ...area, ...change } });
  const day = (field: "from" | "until" | "review") => (
    <Field label={text(`field.${field}`)} error={wrongOf(field)} required>
      <DateInput value={dayOf(draft[field])} onChange={(value) => onChange({ [field]: isoOf(value) })} />
    </Field>
  );
  return (
    <div className="places-fields">
      <Field label={text("field.hazard_kind")}>
        <Select
          options={HAZARD_KINDS.map((value) => ({ value, label: HAZARD_KIND_LABELS[value][language] }))}
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
        />
      </Field>
      <Field label={text("field.certainty")} group>
        <Segmented
          size="s"
          label={text("field.certainty")}
          options={HAZARD_CERTAINTIES.map((value) => ({ value, label: CERTAINTY_LABELS[value][language] }))}
          value={draft.certainty}
          onChange={(certainty) => onChange({ certainty })}
        />
      </Field>
      <Field label={text("field.words")} hint={text("field.words_hint")} error={wrongOf("words")} className="places-fields__whole" required>
        <TextArea rows={2} maxLength={500} value={draft.words} onChange={(words) => onChange({ words })} />
      </Field>
      <Field label={text("field.source")}>
        <Select
          options={HAZARD_SOURCES.map((value) => ({ value, label: HAZARD_SOURCE_LABELS[value][language] }))}
          value={draft.source}
          onChange={(source) => onChange({ source })}
        />
      </Field>
      <Field label={text("field.source_words")} error={wrongOf("sourceWords")} optional>
        <TextInput maxLength={120} value={draft.sourceWords} onChange={(sourceWords) => onChange({ sourceWords })} />
      </Field>
      <PointField point={draft.point} error={wrongOf("point")} onChange={(point) => onChange({ point })} />
      <Field label={text("field.area")} group>
        <Segmented
          size="s"
          label={text("field.area")}
          options={(["radius", "address"] as const).map((value) => ({ value, label: text(`area.${value}`) }))}
          value={area.kind}
          onChange={(kind) => onArea({ kind })}
        />
      </Field>
      {area.kind === "radius" ? (
        <Field label={text("field.metres")} error={wrongOf("metres")} required>
          <TextInput ltr inputMode="numeric" value={area.metres} onChange={(metres) => onArea({ metres })} />
        </Field>
      ) : (
        <Field label={text("field.address")} error={wrongOf("address")} required>
          <TextInput maxLength={200} value={area.address} onChange={(address) => onArea({ address })} />
        </Field>
      )}
      {day("from")}
      {day("until")}
      {day("review")}
      <Checkbox
        label={text("field.at_home")}
        hint={text("field.at_home_hint")}
        checked={draft.atHome}
        onChange={(atHome) => onChange({ atHome })}
      />
    </div>
  );
}

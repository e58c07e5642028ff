import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import type { Problem } from "@amaliyat/contract/route";
import { BOLO_KIND_LABELS, BOLO_KINDS, isOfPerson } from "@amaliyat/domain/bolos";
import { PRIORITIES, PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { Chip, DateTimeInput, Field, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { DraftForm, leftoverOf, useSharedDraft, wordsAnswer, WordsQuestion, type WordsAnswer } from "../lists/index.ts";
import { writeReply } from "./bolo-queries.ts";
import { useSectors } from "../facts/index.ts";
import { useDraftNames } from "../session/index.ts";
import { checkDraft, draftOf, isBoloDraft, namingOf, type BoloDraft, type BoloText } from "./bolo-draft.ts";
import { useText } from "./text.ts";
import { useBoloWords } from "./use-bolo-words.ts";

export type BoloFormProps = {
  readonly bolo: BoloPage | null;
  readonly from: string | null;
  readonly onSaved: (boloId: string) => void;
  /** Opens the form of a new one, which has the words that came too late for this one. */
  readonly onNew?: () => void;
  readonly onDiscard?: () => void;
};

/** Name of the draft of a BOLO's form. */
export const formOf = (boloId: string, from: string | null = null): string => `bolo.${boloId}.${from ?? ""}`;

/** Writes or changes a draft. Typed text stays on this machine until the room has it. */
export function BoloForm({ bolo, from, onSaved, onNew = () => undefined, onDiscard }: BoloFormProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const words = useBoloWords();
  const nameOf = useDraftNames();
  const name = nameOf(formOf(bolo?.boloId ?? "new", from));
  const shared = useSharedDraft(name, draftOf(bolo, from), isBoloDraft, {
    isNew: bolo === null,
  });
  const { draft, set, disputes, changed, clear, sent, restoredAt } = shared;
  const naming = namingOf(draft);
  const given = wordsAnswer(naming.words, draft.namesNobody, (namesNobody) => set({ namesNobody }));
  const send = async (): Promise<void> => {
    const checked = checkDraft(draft, naming.isQuestion ? given.answer : null);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer =
      bolo === null
        ? await ask(bolos.write, { body: checked.body })
        : await ask(bolos.change, { params: { boloId: bolo.boloId }, body: { ...checked.body, version: bolo.version } });
    if (!answer.ok) return setRefused(answer.error);
    const { boloId } = answer.value;
    const isWhole = sent(draft, bolo === null ? nameOf(formOf(boloId)) : undefined);
    await writeReply(client, answer.value);
    if (isWhole || bolo === null) onSaved(boloId);
  };
  const isOver = bolo !== null && bolo.standing !== "draft";
  if (isOver && !changed) return null;
  const forNew = { name: nameOf(formOf("new")), blank: draftOf(null, null), filled: draft, onNew };
  return (
    <DraftForm
      verb={text(bolo === null ? "act.write" : "act.save")}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={() => {
        clear();
        onDiscard?.();
      }}
      news={isOver ? text(bolo.standing === "cancelled" ? "over.cancelled" : "over.published") : undefined}
      leftover={isOver ? leftoverOf(shared, words, forNew) : undefined}
      restoredAt={restoredAt}
      refused={refused}
      onSend={send}
      note={bolo === null ? text("form.note") : undefined}
      question={<NamingQuestion kind={draft.kind} naming={naming} given={given} />}
    >
      <div className="bolo-fields">
        <Fields draft={draft} set={set} wrong={wrong} />
      </div>
    </DraftForm>
  );
}

type QuestionProps = {
  readonly kind: BoloDraft["kind"];
  readonly naming: ReturnType<typeof namingOf>;
  readonly given: WordsAnswer;
};

/** Quotes the words that seem to name a person. A wanted person needs papers whatever the words say. */
export function NamingQuestion({ kind, naming: { words, isQuestion }, given }: QuestionProps): ReactNode {
  const text = useText();
  return (
    <WordsQuestion
      words={kind === "wanted_person" ? null : words}
      seems={text(isQuestion ? "naming.seems" : "naming.sure")}
      answered={text("naming.answered")}
      verb={isQuestion ? text("naming.nobody") : undefined}
      given={isQuestion ? given : { ...given, answer: null }}
    />
  );
}

type FieldsProps = {
  readonly draft: BoloDraft;
  readonly set: (change: Partial<BoloDraft>) => void;
  readonly wrong: ReadonlySet<string>;
};

/** Fields of each kind, in their order. */
const OF_VEHICLE = ["plate", "make", "colour"] as const;
const OF_PERSON = ["age", "description", "clothes"] as const;
const OF_PROPERTY = ["make", "colour", "description"] as const;
const LONG: ReadonlySet<BoloText> = new Set(["description", "clothes"]);

function Fields({ draft, set, wrong }: FieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const own = draft.kind === "vehicle" ? OF_VEHICLE : isOfPerson(draft.kind) ? OF_PERSON : OF_PROPERTY;
  const wrongOf = (field: string) => (wrong.has(field) ? text("wrong") : undefined);
  const line = (field: BoloText) => (
    <Field key={field} label={text(`field.${field}`)} error={wrongOf(field)} className={LONG.has(field) ? "bolo-fields__whole" : undefined}>
      {LONG.has(field) ? (
        <TextArea rows={2} value={draft[field]} onChange={(value) => set({ [field]: value })} />
      ) : (
        <TextInput value={draft[field]} onChange={(value) => set({ [field]: value })} />
      )}
    </Field>
  );
  return (
    <>
      <Field label={text("field.kind")}>
        <Select
          options={BOLO_KINDS.map((value) => ({ value, label: BOLO_KIND_LABELS[value][language] }))}
          value={draft.kind}
          onChange={(kind: BoloDraft["kind"]) => set({ kind })}
        />
      </Field>
      <Field label={text("field.priority")}>
        <Select
          options={PRIORITIES.map((value) => ({ value, label: PRIORITY_LABELS[value][language] }))}
          value={draft.priority}
          onChange={(priority: BoloDraft["priority"]) => set({ priority })}
        />
      </Field>
      <Field label={text("field.text")} error={wrongOf("text")} required className="bolo-fields__whole">
        <TextArea rows={3} maxLength={2000} value={draft.text} onChange={(value) => set({ text: value })} />
      </Field>
      {own.map(line)}
      {line("seenPlace")}
      <Field label={text("field.seenAt")} group error={wrongOf("seenAt")}>
        <DateTimeInput value={draft.seenAt} onChange={(seenAt) => set({ seenAt })} />
      </Field>
      {draft.kind === "wanted_person" && <p className="bolo-fields__whole am-small am-t2">{text("papers.publish")}</p>}
      {line("authority")}
      {line("caseReference")}
      {line("hours")}
      <SectorChips sectors={draft.sectors} onChange={(sectors) => set({ sectors })} />
    </>
  );
}

type ChipsProps = { readonly sectors: readonly string[]; readonly onChange: (sectors: readonly string[]) => void };

/** Sectors that it addresses; none pressed means the whole room. */
function SectorChips({ sectors, onChange }: ChipsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const known = useSectors().data ?? [];
  const turn = (id: string): void => onChange(sectors.includes(id) ? sectors.filter((each) => each !== id) : [...sectors, id]);
  return (
    <div className="bolo-fields__whole bolo-acts" role="group" aria-label={text("field.sectors")}>
      <span className="am-small am-t2">{text("field.sectors")}</span>
      <Chip pressed={sectors.length === 0} onClick={() => onChange([])}>
        {text("whole_room")}
      </Chip>
      {known.map(({ sectorId, names }) => (
        <Chip key={sectorId} pressed={sectors.includes(sectorId)} onClick={() => turn(sectorId)}>
          {names[language]}
        </Chip>
      ))}
    </div>
  );
}

import { calls, type CallCard } from "@amaliyat/contract/calls";
import { isSubcategory, PRIORITIES, PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { Button, Combobox, Field, Segmented, TextArea } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useShortcut, type DraftState } from "@amaliyat/ui/hooks";
import { isolate, Num, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import FolderOpen from "lucide-react/icons/folder-open";
import Siren from "lucide-react/icons/siren";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { AttributeMarks, cardOf, subcategoryPicks } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { callCardOf } from "../call-lists.ts";
import { usePlaceWords } from "../place-words.ts";
import { EndedCase } from "./case/ended-case.tsx";
import { isDoubtful } from "./call-facts.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { toBody, type CallDraft } from "../call-draft.ts";
import { PartDialog } from "./case/part-dialog.tsx";
import { focusPlaceSearch } from "./place-key.ts";

/** The unit that this card knows to be sent by its call; it outlives the change from one panel to the other. */
type SentByCall = { readonly callId: string; readonly unitCode: string };
type HelpState = { readonly sent: SentByCall | null; readonly onSent: (sent: SentByCall) => void };

export type InterventionPanelProps = { readonly card: CallCard; readonly draft: DraftState<CallDraft> };
type HelpProps = InterventionPanelProps & { readonly help: HelpState };

/** The intervention of a call: made by one key with all that the call says, or the one that it belongs to already. */
export function InterventionPanel({ card, draft }: InterventionPanelProps): ReactNode {
  const text = useText();
  const [sent, setSent] = useState<SentByCall | null>(null);
  const [parting, setParting] = useState<string | null>(null);
  const help = { sent: sent?.callId === card.callId ? sent : null, onSent: setSent };
  if (card.interventionId === null) return <MakePanel card={card} draft={draft} help={help} />;
  return (
    <Panel region title={text("make.title")} className="call-make">
      <div className="call-made">
        <FolderOpen size={20} aria-hidden="true" className="am-engaged" />
        <span>{text("make.made")}</span>
        <Link
          to="/interventions/$interventionId"
          params={{ interventionId: card.interventionId }}
          search={{}}
          className="am-button am-button--primary"
        >
          {text("make.open")} <Num>{card.interventionReference ?? ""}</Num>
        </Link>
        <Help card={card} draft={draft} help={help} />
        <Button variant="quiet" onClick={() => setParting(card.callId)}>
          {text("part.act")}
        </Button>
        <EndedCase interventionId={card.interventionId} />
        {parting === card.callId && <PartDialog card={card} interventionId={card.interventionId} onClose={() => setParting(null)} />}
      </div>
    </Panel>
  );
}

function MakePanel({ card, draft, help }: HelpProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { busy, refused, run } = useCallAct();
  const { callId } = card;
  const change = (part: Partial<CallDraft>): void => draft.update((before) => ({ ...before, ...part }));
  const known = isPlaced(card);
  const make = async (): Promise<void> => {
    if (!known) return;
    const done = await run(() => ask(calls.makeIntervention, { params: { callId }, body: toBody(draft.value) }));
    if (done === null) return;
    const { interventionId, mergedInto, reference } = done.value;
    client.setQueryData(cardOf(interventionId).queryKey, done.value);
    setIntervention(client, callId, mergedInto ?? interventionId, mergedInto ? null : reference);
    draft.clear();
  };
  useShortcut("Ctrl+Enter", () => void make(), { whileTyping: true });
  return (
    <Panel region title={text("make.title")} className="call-make">
      <div className="calls-form call-make__form">
        <MakeFields card={card} draft={draft.value} onChange={change} />
        <Refusal problem={refused} />
        <div className="calls-form__foot">
          <Button
            variant="primary"
            shortcut="Ctrl+Enter"
            loading={busy}
            disabledReason={known ? undefined : text("make.place_first")}
            onClick={() => void make()}
          >
            {text("make.act")}
          </Button>
          <Help card={card} draft={draft} help={help} />
          <Carried card={card} />
        </div>
      </div>
    </Panel>
  );
}

const isPlaced = ({ place, placeText }: CallCard): boolean => place !== null || placeText !== null;

/** Shows at once to which intervention the call belongs. */
export const setIntervention = (client: QueryClient, callId: string, interventionId: string, interventionReference: string | null): void =>
  void client.setQueryData<CallCard>(callCardOf(callId).queryKey, (held) => held && { ...held, interventionId, interventionReference });

/**
 * Sends the nearest free unit by one key. The intervention is made first where the call has none; without a place, the place is asked for.
 * The key pressed again sends no second unit: one more has a button of its own.
 */
function Help({ card, draft, help: { sent: before, onSent } }: HelpProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { busy, refused, run } = useCallAct();
  const { callId } = card;
  const known = isPlaced(card) || card.interventionId !== null;
  const send = async (oneMore: boolean): Promise<void> => {
    if (!known) return focusPlaceSearch();
    const body = { ...toBody(draft.value), ...(oneMore ? { oneMore } : {}) };
    const done = await run(() => ask(calls.sendHelp, { params: { callId }, body }));
    if (done === null) return;
    const { interventionId, reference, sent, isRepeated } = done.value;
    setIntervention(client, callId, interventionId, reference);
    draft.clear();
    if (sent === null) {
      showToast({ text: text("help.nobody") });
      return;
    }
    onSent({ callId, unitCode: sent.unitCode });
    const named = { unit: isolate(sent.unitCode), reference: isolate(reference) };
    showToast({ text: isRepeated ? text("help.repeated", named) : text("help.sent", named) });
  };
  useShortcut("Ctrl+Shift+Enter", () => void send(false), { whileTyping: true });
  return (
    <>
      <Button
        variant="affirm"
        icon={<Siren size={16} aria-hidden="true" />}
        shortcut="Ctrl+Shift+Enter"
        loading={busy}
        disabledReason={known ? undefined : text("make.place_first")}
        onClick={() => void send(false)}
      >
        {text("help.send")}
      </Button>
      {before !== null && (
        <>
          <span className="am-t2 am-small">{text("help.on_its_way", { unit: isolate(before.unitCode) })}</span>
          <Button loading={busy} onClick={() => void send(true)}>
            {text("help.one_more")}
          </Button>
        </>
      )}
      <Refusal problem={refused} />
    </>
  );
}

/** Place that the intervention will have. */
function Carried({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const place = usePlaceWords()(card);
  const words = place === null ? text("place.unknown") : isDoubtful(card) ? `${place} · ${text("vehicle.untrusted")}` : place;
  return <span className={place === null || isDoubtful(card) ? "am-attention am-small" : "am-t2 am-small"}>{words}</span>;
}

type FieldsProps = { readonly card: CallCard; readonly draft: CallDraft; readonly onChange: (part: Partial<CallDraft>) => void };

/** Category proposed by the questions, to be changed if wrong; and a note for the log of the intervention. */
function MakeFields({ card, draft, onChange }: FieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const options = subcategoryPicks("", language).map(({ code, label, category }) => ({
    value: code,
    label,
    detail: code,
    keywords: category,
  }));
  return (
    <>
      <Field label={text("make.subcategory")}>
        <Combobox
          options={options}
          value={draft.subcategory ?? card.subcategory}
          placeholder={text("make.unclassified")}
          onChange={(code: string) => isSubcategory(code) && onChange({ subcategory: code })}
        />
      </Field>
      <Field label={text("make.priority")} group>
        <Segmented
          size="s"
          label={text("make.priority")}
          options={[
            ...((draft.priority ?? card.priority) === null ? [{ value: "none" as const, label: text("make.by_rule") }] : []),
            ...PRIORITIES.map((value) => ({ value, label: PRIORITY_LABELS[value][language] })),
          ]}
          value={draft.priority ?? card.priority ?? "none"}
          onChange={(value) => onChange({ priority: value === "none" ? null : value })}
        />
      </Field>
      {draft.attributes.length > 0 && (
        <Field label={text("make.attributes")} group>
          <div className="call-make__marks">
            <AttributeMarks attributes={draft.attributes} />
          </div>
        </Field>
      )}
      <Field label={text("make.note")} optional>
        <TextArea rows={2} maxLength={2000} value={draft.note} onChange={(note) => onChange({ note })} />
      </Field>
    </>
  );
}

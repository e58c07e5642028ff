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
import type { ReactNode } from "react";
import { ask, KEYS } from "../../api/index.ts";
import { AttributeMarks } from "../../interventions/attribute-marks.tsx";
import { subcategoryPicks } from "../../interventions/subcategory-picks.ts";
import { Refusal } from "../../session/index.ts";
import { usePlaceWords } from "../place-words.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { toBody, type CallDraft } from "./call-draft.ts";
import { focusPlaceSearch } from "./place-key.ts";

export type InterventionPanelProps = { readonly card: CallCard; readonly draft: DraftState<CallDraft> };

/** The intervention of a call: made by one key with all that the call says, or the one that it belongs to already. */
export function InterventionPanel({ card, draft }: InterventionPanelProps): ReactNode {
  const text = useText();
  if (card.interventionId === null) return <MakePanel card={card} draft={draft} />;
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
        <Help card={card} draft={draft} />
      </div>
    </Panel>
  );
}

function MakePanel({ card, draft }: InterventionPanelProps): ReactNode {
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
    client.setQueryData(KEYS.card(interventionId), done.value);
    keepMade(client, callId, mergedInto ?? interventionId, mergedInto ? null : reference);
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
          <Help card={card} draft={draft} />
          <Carried card={card} />
        </div>
      </div>
    </Panel>
  );
}

const isPlaced = ({ place, placeText }: CallCard): boolean => place !== null || placeText !== null;

const keepMade = (client: QueryClient, callId: string, interventionId: string, interventionReference: string | null): void =>
  void client.setQueryData<CallCard>(KEYS.call(callId), (held) => held && { ...held, interventionId, interventionReference });

/** Sends the nearest free unit by one key. The intervention is made first where the call has none; without a place, the place is asked for. */
function Help({ card, draft }: InterventionPanelProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { busy, refused, run } = useCallAct();
  const { callId } = card;
  const known = isPlaced(card) || card.interventionId !== null;
  const send = async (): Promise<void> => {
    if (!known) return focusPlaceSearch();
    const done = await run(() => ask(calls.sendHelp, { params: { callId }, body: toBody(draft.value) }));
    if (done === null) return;
    const { interventionId, reference, sent } = done.value;
    keepMade(client, callId, interventionId, reference);
    draft.clear();
    showToast({
      text: sent === null ? text("help.nobody") : text("help.sent", { unit: isolate(sent.unitCode), reference: isolate(reference) }),
    });
  };
  useShortcut("Ctrl+Shift+Enter", () => void send(), { whileTyping: true });
  return (
    <>
      <Button
        variant="affirm"
        icon={<Siren size={16} aria-hidden="true" />}
        shortcut="Ctrl+Shift+Enter"
        loading={busy}
        disabledReason={known ? undefined : text("make.place_first")}
        onClick={() => void send()}
      >
        {text("help.send")}
      </Button>
      <Refusal problem={refused} />
    </>
  );
}

/** Where it will lie. */
function Carried({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const place = usePlaceWords()(card);
  return <span className={place === null ? "am-attention am-small" : "am-t2 am-small"}>{place ?? text("place.unknown")}</span>;
}

type FieldsProps = { readonly card: CallCard; readonly draft: CallDraft; readonly onChange: (part: Partial<CallDraft>) => void };

/** What the questions propose, to be overruled; and a note for the log of the intervention. */
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

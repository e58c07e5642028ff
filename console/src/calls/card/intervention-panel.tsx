import { calls, type CallCard } from "@amaliyat/contract/calls";
import { isSubcategory, PRIORITIES, PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { Button, Combobox, Field, Segmented, TextArea } from "@amaliyat/ui/controls";
import { useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import FolderOpen from "lucide-react/icons/folder-open";
import type { ReactNode } from "react";
import { ask, KEYS } from "../../api/index.ts";
import { subcategoryPicks } from "../../interventions/subcategory-picks.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { usePlaceWords } from "../place-words.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { BLANK, isCallDraft, toBody, type CallDraft } from "./call-draft.ts";

/** The intervention of a call: made by one key with all that the call says, or the one that it belongs to already. */
export function InterventionPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  if (card.interventionId === null) return <MakePanel card={card} />;
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
      </div>
    </Panel>
  );
}

function MakePanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { busy, refused, run } = useCallAct();
  const { callId } = card;
  const draft = useDraft(useDraftName(`call.${callId}`), BLANK, isCallDraft);
  const change = (part: Partial<CallDraft>): void => draft.update((before) => ({ ...before, ...part }));
  const known = card.place !== null || card.placeText !== null;
  const make = async (): Promise<void> => {
    if (!known) return;
    const done = await run(() => ask(calls.makeIntervention, { params: { callId }, body: toBody(draft.value) }));
    if (done === null) return;
    const { interventionId, mergedInto, reference } = done.value;
    client.setQueryData(KEYS.card(interventionId), done.value);
    client.setQueryData<CallCard>(
      KEYS.call(callId),
      (held) => held && { ...held, interventionId: mergedInto ?? interventionId, interventionReference: mergedInto ? null : reference },
    );
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
          <Carried card={card} />
        </div>
      </div>
    </Panel>
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
      <Field label={text("make.note")} optional>
        <TextArea rows={2} maxLength={2000} value={draft.note} onChange={(note) => onChange({ note })} />
      </Field>
    </>
  );
}

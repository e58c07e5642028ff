import { plans, type Plan } from "@amaliyat/contract/plans";
import type { Problem } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { DraftForm, useVersionedDraft } from "../../lists/index.ts";
import { putOne } from "../../live/index.ts";
import { useDraftName } from "../../session/index.ts";
import { PLANS } from "../live.ts";
import { PlanChanged } from "./plan-changed.tsx";
import { checkDraft, draftOf, isPlanDraft, type PlanDraft } from "./plan-draft.ts";
import { PlanFields } from "./plan-fields.tsx";
import { PlanPreview } from "./plan-preview.tsx";
import { planList } from "../plan-queries.ts";
import { targetWords } from "../plan-words.ts";
import { useText } from "../text.ts";

export type PlanFormProps = { readonly plan: Plan | null; readonly onSaved: (planId: string) => void };

/**
 * Writes a plan or a new version of one. Typed text stays on this machine until the room has it. If a colleague was quicker, the changes
 * are shown beside it.
 */
export function PlanForm({ plan, onSaved }: PlanFormProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const initial = draftOf(plan);
  const draft = useVersionedDraft<PlanDraft>(useDraftName(`plan.${plan?.planId ?? "new"}`), initial, isPlanDraft);
  const { value, set } = draft;
  const forget = (): void => {
    setWrong(new Set());
    setRefused(null);
    draft.forget();
  };
  const taken = (saved: Plan, word: string): void => {
    client.setQueryData(planList.queryKey, (held) => held && putOne(held, saved, ({ planId }) => planId));
    forget();
    showToast({ text: `${isolate(targetWords(saved.target, language))}: ${word}` });
    // The versions of the plan, and the checklists that follow it.
    void client.invalidateQueries({ queryKey: PLANS, predicate: ({ queryKey }) => queryKey[1] !== "list" });
    onSaved(saved.planId);
  };
  const send = async (): Promise<void> => {
    const checked = checkDraft(value);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok || value.target === null) return;
    const answer =
      plan === null
        ? await ask(plans.create, { body: { ...checked.body, target: value.target } })
        : await ask(plans.change, { params: { planId: plan.planId }, body: { ...checked.body, version: value.version } });
    if (answer.ok) return taken(answer.value, text("saved"));
    setRefused(answer.error);
    if (answer.error.code === "plan.changed_meanwhile") await client.invalidateQueries({ queryKey: PLANS });
  };
  const changed = plan?.retired === true || draft.changed;
  return (
    <DraftForm
      verb={text(plan === null ? "act.make" : plan.retired ? "act.restore" : "act.save")}
      changed={changed}
      onDiscard={forget}
      restoredAt={draft.restoredAt}
      refused={refused}
      onSend={send}
      acts={
        plan !== null && !plan.retired && <Retire plan={plan} onRefused={setRefused} onDone={(saved) => taken(saved, text("retired"))} />
      }
      note={wrong.size > 0 ? text("wrong_fields") : undefined}
    >
      {plan !== null && draft.overtaken && (
        <PlanChanged plan={plan} since={value.version} onKeep={() => set({ version: plan.version })} onLeave={forget} />
      )}
      <PlanFields draft={value} wrong={wrong} isNew={plan === null} onChange={set} />
      <PlanPreview needs={value.needs} />
    </DraftForm>
  );
}

type RetireProps = { readonly plan: Plan; readonly onRefused: (problem: Problem) => void; readonly onDone: (plan: Plan) => void };

function Retire({ plan, onRefused, onDone }: RetireProps): ReactNode {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const retire = async (): Promise<void> => {
    setAsking(false);
    const answer = await ask(plans.retire, { params: { planId: plan.planId }, body: { version: plan.version } });
    if (answer.ok) onDone(answer.value);
    else onRefused(answer.error);
  };
  return (
    <>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {text("act.retire")}
      </Button>
      <ConfirmDialog
        open={asking}
        onCancel={() => setAsking(false)}
        title={text("retire.title")}
        verb={text("act.retire")}
        onConfirm={() => void retire()}
      >
        {text("retire.text")}
      </ConfirmDialog>
    </>
  );
}

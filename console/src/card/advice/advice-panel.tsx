import { dispatch, type Advice, type Assignment, type Taking } from "@amaliyat/contract/dispatch";
import type { InterventionCard } from "@amaliyat/contract/interventions";
import { RANK_BASIS_LABELS } from "@amaliyat/domain/dispatch";
import { EmptyState, LoadingState, showToast } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { ask, read } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { adviceParts, listed, type AdviceParts } from "./advice-order.ts";
import { AdviceTable } from "./advice-table.tsx";
import { AdviceTaking } from "./advice-taking.tsx";
import { AnywayDialog } from "./anyway-dialog.tsx";
import { digitsOf } from "./assign-keys.ts";
import { activeUnits, adviceKey } from "../../facts/index.ts";
import { maySend } from "./may-send.ts";
import type { Report } from "./reports.ts";
import { Shortfall } from "./shortfall.tsx";
import { TakingDialog } from "./taking-dialog.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";
import { useArmed, type Arming } from "./use-armed.ts";
import { useStill } from "./use-still.ts";

/** Refusals after which a person who knows may send all the same. */
const ASKED_ANYWAY: ReadonlySet<string> = new Set(["unit.already_assigned", "unit.reserved", "unit.in_distress"]);

/** The digits of the units that may be sent, in the order of the table. */
function digitsOfParts(parts: AdviceParts): ReadonlyMap<string, number> {
  const all = listed(parts);
  const free = new Set(all.filter(maySend).map((one) => one.unit.unitId));
  return digitsOf(
    all.map((one) => one.unit.unitId),
    (id) => free.has(id),
  );
}

export type AdvicePanelProps = {
  readonly card: InterventionCard;
  readonly arming: Arming;
  readonly onWithdraw: (assignment: Assignment) => void;
};

/** Every unit weighed for the intervention, best first, with its reasons. The room proposes; a person sends, by A and a digit. */
export function AdvicePanel({ card, arming, onWithdraw }: AdvicePanelProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const open = card.state === "open";
  // Another kind, priority or place is another question: the answer to the one before is not shown for it.
  const question = [...adviceKey(interventionId), card.subcategory, card.priority, card.place?.lat, card.place?.lon];
  const query = useQuery({
    queryKey: question,
    queryFn: ({ signal }): Promise<Advice> => read(dispatch.advise, { params: { interventionId }, signal }),
    enabled: open,
    staleTime: 0,
    refetchInterval: 15_000,
  });
  const act = useAct(interventionId);
  const [anyway, setAnyway] = useState<string | null>(null);
  const [taking, setTaking] = useState<Taking | null>(null);
  const armed = arming.armed && open;
  const { arm } = arming;
  const disarm = useCallback(() => arm(false), [arm]);
  const asked = JSON.stringify(question);
  const now = useMemo(() => {
    const parts = adviceParts(query.data?.units ?? [], new Set(activeUnits(card).map((one) => one.unitId)));
    return { parts, digits: digitsOfParts(parts) };
  }, [query.data, card]);
  // From A to the digit the order stands still: the digit sends whom its writer saw.
  const { parts, digits } = useStill({ question: asked, value: now, isThere: query.data !== undefined }, armed, disarm);

  const assign = async (unitId: string, knowing = false): Promise<void> => {
    const unit = query.data?.units.find((one) => one.unit.unitId === unitId)?.unit;
    let made: Assignment | null = null;
    let refusedBy: string | null = null;
    const done = await act.run(async () => {
      const answer = await ask(dispatch.assign, { params: { interventionId }, body: { unitId, anyway: knowing } });
      if (answer.ok) made = answer.value;
      else refusedBy = answer.error.code;
      return answer;
    });
    if (done) setAnyway(null);
    if (done && made) showToast({ text: text("advice.sent", { unit: unit?.code ?? "" }), undo: () => void undo(made) });
    await query.refetch();
    // Somebody was quicker: the same question is asked as where it was known before.
    if (refusedBy !== null && ASKED_ANYWAY.has(refusedBy)) setAnyway(unitId);
  };
  const askAnyway = (unitId: string): void => {
    act.forget();
    setAnyway(unitId);
  };
  const report = async (made: Assignment, status: Report): Promise<void> => {
    await act.run(() => ask(dispatch.stamp, { params: { assignmentId: made.assignmentId }, body: { status } }));
    void query.refetch();
  };
  const undo = async (made: Assignment | null): Promise<void> => {
    if (made === null) return;
    const body = { reason: text("advice.undone") };
    await act.run(() => ask(dispatch.withdraw, { params: { assignmentId: made.assignmentId }, body }));
    void query.refetch();
  };
  const reassign = async (one: Taking): Promise<void> => {
    const { assignmentId, unitId } = one;
    const takeFrom = { assignmentId, reason: text("advice.taken_for", { reference: card.reference }) };
    const body = { unitId, anyway: false, takeFrom };
    const done = await act.run(() => ask(dispatch.assign, { params: { interventionId }, body }));
    if (done) {
      setTaking(null);
      showToast({ text: text("advice.sent", { unit: one.code }) });
    }
    await query.refetch();
  };
  const askTaking = (one: Taking): void => {
    act.forget();
    setTaking(one);
  };
  const doubted = query.data?.units.find((one) => one.unit.unitId === anyway)?.unit;
  useArmed(digits, { armed, arm }, (id) => void assign(id));

  const aside = query.data && text("advice.basis", { basis: RANK_BASIS_LABELS[query.data.basis][language] });
  return (
    <Panel
      className="card-advice"
      region
      title={text("advice.title")}
      aside={aside}
      actions={armed && <span className="am-engaged am-strong">{text("advice.press_digit")}</span>}
    >
      {doubted || taking ? null : <Refusal problem={act.refused} />}
      {!open ? (
        <EmptyState title={text("advice.over")} text={text("advice.over_text")} />
      ) : query.isError && !query.data ? (
        <QueryFailed query={query} />
      ) : !query.data ? (
        <LoadingState what={text("advice.title")} lines={5} />
      ) : query.data.units.length === 0 ? (
        <EmptyState
          title={text(card.place === null ? "advice.no_place" : "advice.none")}
          text={text(card.place === null ? "advice.no_place_text" : "advice.none_text")}
        />
      ) : (
        <>
          <Shortfall needs={query.data.shortfall} uncovered={query.data.uncovered} plan={query.data.plan} />
          <AdviceTaking taking={query.data.taking} busy={act.busy} onTake={askTaking} />
          <AdviceTable
            parts={parts}
            priority={card.priority}
            mine={activeUnits(card)}
            more={query.data.more}
            digits={digits}
            armed={armed}
            busy={act.busy}
            onAssign={(id) => void assign(id)}
            onAnyway={askAnyway}
            onWithdraw={onWithdraw}
            onReport={(one, status) => void report(one, status)}
          />
        </>
      )}
      {doubted && (
        <AnywayDialog
          unit={doubted}
          busy={act.busy}
          refused={act.refused}
          onSend={() => void assign(doubted.unitId, true)}
          onClose={() => setAnyway(null)}
        />
      )}
      {taking && (
        <TakingDialog
          one={taking}
          busy={act.busy}
          refused={act.refused}
          onTake={() => void reassign(taking)}
          onClose={() => setTaking(null)}
        />
      )}
    </Panel>
  );
}

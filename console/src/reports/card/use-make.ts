import { reports, type ReportCard } from "@amaliyat/contract/reports";
import type { Problem } from "@amaliyat/contract/route";
import { useDraft } from "@amaliyat/ui/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../../api/index.ts";
import { BLANK, isCallDraft, toBody, type CallDraft } from "../../calls/index.ts";
import { cardOf, useInterventions } from "../../facts/index.ts";
import { reportCardOf } from "../report-lists.ts";
import { useDraftName } from "../../session/index.ts";
import { likelyOf } from "../report-queries.ts";
import { useReportAct } from "./use-report-act.ts";

/** As many as the room takes. */
const MOST_APART = 10;

export type Making = {
  readonly draft: CallDraft;
  readonly change: (part: Partial<CallDraft>) => void;
  readonly busy: boolean;
  readonly refused: Problem | null;
  /** Makes the intervention; its id, null where it was refused. */
  readonly make: () => Promise<string | null>;
  /** Makes the intervention and merges it into an open one at once. That one takes over its danger. */
  readonly join: (interventionId: string) => Promise<string | null>;
};

/** Candidates for the same event as a report. */
export function useLikely({ reportId }: Pick<ReportCard, "reportId">) {
  const open = useInterventions().data?.filter((row) => row.state === "open").length ?? 0;
  return useQuery(likelyOf(reportId, open));
}

/** Makes an intervention of a report: kind and place come with it, and the candidates shown are recorded as other events. */
export function useMake(card: ReportCard): Making {
  const client = useQueryClient();
  const { reportId } = card;
  const draft = useDraft(useDraftName(`report.${reportId}`), BLANK, isCallDraft);
  const { busy, refused, run } = useReportAct(reportId);
  const likely = useLikely(card).data?.interventions ?? [];
  const send = async (more: { readonly apartFrom?: string[]; readonly joins?: string }): Promise<string | null> => {
    const body = { ...toBody(draft.value), ...more };
    const done = await run(() => ask(reports.makeIntervention, { params: { reportId }, body }));
    if (done === null) return null;
    const { interventionId, reference } = done.value;
    client.setQueryData(cardOf(interventionId).queryKey, done.value);
    client.setQueryData<ReportCard>(
      reportCardOf(reportId).queryKey,
      (held) => held && { ...held, state: "joined", interventionId, interventionReference: reference },
    );
    draft.clear();
    return interventionId;
  };
  const make = (): Promise<string | null> => {
    const apartFrom = likely.slice(0, MOST_APART).map(({ row }) => row.interventionId);
    return send(apartFrom.length === 0 ? {} : { apartFrom });
  };
  const join = (joins: string): Promise<string | null> => send({ joins });
  return { draft: draft.value, change: (part) => draft.update((before) => ({ ...before, ...part })), busy, refused, make, join };
}

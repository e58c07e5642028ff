import { interventions, type InterventionCard, type InterventionRow } from "@amaliyat/contract/interventions";
import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { journal } from "../../live/index.ts";
import { applyToCard, applyToInterventions, cardKey, INTERVENTIONS } from "./live.ts";

/** The queue never holds more open interventions than this; a room with more has another problem. */
const MOST_OPEN = 2000;

async function readOpen(signal: AbortSignal): Promise<readonly InterventionRow[]> {
  const mark = journal.mark();
  const rows: InterventionRow[] = [];
  let cursor: string | undefined;
  do {
    const query = { state: "open" as const, size: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await read(interventions.list, { query, signal });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MOST_OPEN);
  return applyToInterventions(rows, journal.since(mark));
}

/** A card, read again (twice at most) when something happened to it on the way, so that its log is never older than its row. */
async function readCard(interventionId: string, signal: AbortSignal): Promise<InterventionCard> {
  for (let tries = 0; ; tries++) {
    const mark = journal.mark();
    const card = await read(interventions.card, { params: { interventionId }, signal });
    const newest = journal.since(mark).findLast((one) => one.topic === "intervention" && one.row.interventionId === interventionId);
    if (newest?.topic !== "intervention") return card;
    if (tries === 2 || newest.row.version <= card.version) return applyToCard(card, newest.row);
  }
}

export const openInterventions = queryOptions({ queryKey: INTERVENTIONS, queryFn: ({ signal }) => readOpen(signal) });
export const cardOf = (interventionId: string) =>
  queryOptions({
    queryKey: cardKey(interventionId),
    queryFn: ({ signal }) => readCard(interventionId, signal),
  });

export const useInterventions = (): UseQueryResult<readonly InterventionRow[]> => useQuery(openInterventions);

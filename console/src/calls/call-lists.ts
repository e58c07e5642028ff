import { calls, type CallCard, type CallRow, type LineShown, type QuestionTreeShown, type TakerShown } from "@amaliyat/contract/calls";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { journal } from "../live/index.ts";
import { applyToAskedBack, applyToCallCard, applyToCalls, applyToTakers, CALL_KEYS } from "./live.ts";

/** A room never has more calls at once than this; more waits with the operator. */
const MOST_OPEN = 500;

/** All calls of a kind. The room lists the newest first; a queue begins with who came first. */
async function readRows(kind: { readonly open: "true" } | { readonly callBack: "true" }, signal: AbortSignal): Promise<readonly CallRow[]> {
  const rows: CallRow[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...kind, size: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await read(calls.list, { query, signal });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MOST_OPEN);
  return rows.toReversed();
}

async function readOpen(signal: AbortSignal): Promise<readonly CallRow[]> {
  const mark = journal.mark();
  return applyToCalls(await readRows({ open: "true" }, signal), journal.since(mark));
}

async function readAskedBack(signal: AbortSignal): Promise<readonly CallRow[]> {
  const mark = journal.mark();
  return applyToAskedBack(await readRows({ callBack: "true" }, signal), journal.since(mark));
}

async function readTakers(signal: AbortSignal): Promise<readonly TakerShown[]> {
  const mark = journal.mark();
  return applyToTakers(await read(calls.takers, { signal }), journal.since(mark));
}

async function readCard(callId: string, signal: AbortSignal): Promise<CallCard> {
  const mark = journal.mark();
  return applyToCallCard(await read(calls.card, { params: { callId }, signal }), journal.since(mark));
}

/** Calls that go on, in the order in which they came. */
export const openCalls = queryOptions({ queryKey: CALL_KEYS.open, queryFn: ({ signal }) => readOpen(signal) });
/** Callers who requested a call back while waiting, by place. */
export const askedBack = queryOptions({ queryKey: CALL_KEYS.askedBack, queryFn: ({ signal }) => readAskedBack(signal) });
export const takerList = queryOptions({ queryKey: CALL_KEYS.takers, queryFn: ({ signal }) => readTakers(signal) });
export const lineList = queryOptions({
  queryKey: CALL_KEYS.lines,
  queryFn: ({ signal }): Promise<readonly LineShown[]> => read(calls.lines, { signal }),
});
export const questionTrees = queryOptions({
  queryKey: CALL_KEYS.trees,
  queryFn: ({ signal }): Promise<readonly QuestionTreeShown[]> => read(calls.trees, { signal }),
});
/** A missed call leaves the list by itself a day later. */
export const abandonedCalls = queryOptions({
  queryKey: CALL_KEYS.abandoned,
  queryFn: ({ signal }) => read(calls.abandoned, { signal }),
  refetchInterval: 60_000,
});
export const callCardOf = (callId: string) =>
  queryOptions({ queryKey: CALL_KEYS.card(callId), queryFn: ({ signal }) => readCard(callId, signal) });

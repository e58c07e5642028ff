import {
  calls,
  type CallCard,
  type CallFigures,
  type CallRow,
  type LineShown,
  type QuestionTreeShown,
  type TakerShown,
} from "@amaliyat/contract/calls";
import type { Period } from "@amaliyat/domain/calendar";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { KEYS, read } from "../api/index.ts";
import { queryOf, type CallFilter } from "./lines-search.ts";

/** More calls than this at once wait with the operator of the network. */
const MOST_OPEN = 500;
const PAGE = 100;

/** Calls that go on, in the order in which they came. */
async function readOpen(signal: AbortSignal): Promise<readonly CallRow[]> {
  const rows: CallRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(calls.list, { query: { open: "true", size: 200, ...(cursor === undefined ? {} : { cursor }) }, signal });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MOST_OPEN);
  return rows.toReversed();
}

export const openCalls = queryOptions({ queryKey: KEYS.callsOpen, queryFn: ({ signal }) => readOpen(signal) });

/** Time alone changes it: a wait passes its target though nothing happens. */
export const wallboardNow = queryOptions({
  queryKey: KEYS.wallboard,
  queryFn: ({ signal }) => read(calls.wallboard, { signal }),
  refetchInterval: 5_000,
});

export const lineList = queryOptions({
  queryKey: KEYS.lines,
  queryFn: ({ signal }): Promise<readonly LineShown[]> => read(calls.lines, { signal }),
});

export const takerList = queryOptions({
  queryKey: KEYS.takers,
  queryFn: ({ signal }): Promise<readonly TakerShown[]> => read(calls.takers, { signal }),
});

export const treeList = queryOptions({
  queryKey: KEYS.trees,
  queryFn: ({ signal }): Promise<readonly QuestionTreeShown[]> => read(calls.trees, { signal }),
});

/** Whoever rang in vain leaves the list a day later by itself. */
export const abandonedCalls = queryOptions({
  queryKey: KEYS.abandoned,
  queryFn: ({ signal }) => read(calls.abandoned, { signal }),
  refetchInterval: 60_000,
});

export const callPages = (filter: CallFilter) =>
  infiniteQueryOptions({
    queryKey: [...KEYS.callLists, filter],
    queryFn: ({ pageParam, signal }) =>
      read(calls.list, { query: { ...queryOf(filter), size: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const callCardOf = (callId: string) =>
  queryOptions({
    queryKey: KEYS.call(callId),
    queryFn: ({ signal }): Promise<CallCard> => read(calls.card, { params: { callId }, signal }),
  });

/** Asked anew at each visit, because a period may not be over; each asking is logged. */
export const figuresOf = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["call-figures", from, to],
    queryFn: ({ signal }): Promise<CallFigures> => read(calls.figures, { query: { from, to }, signal }),
    staleTime: 0,
    gcTime: 1000,
  });

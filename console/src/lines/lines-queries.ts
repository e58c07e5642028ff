import { calls, type CallFigures } from "@amaliyat/contract/calls";
import type { Purpose } from "@amaliyat/domain/cameras";
import type { Period } from "@amaliyat/domain/calendar";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { queryOf, type CallFilter } from "./lines-search.ts";
import { CALL_LISTS, WALLBOARD } from "./live.ts";
import { BLANK, bodyOf, type RecordingSearch } from "./recordings/recording-search.ts";

const PAGE = 100;

/** Time alone changes it: a wait passes its target though nothing happens. */
export const wallboardNow = queryOptions({
  queryKey: WALLBOARD,
  queryFn: ({ signal }) => read(calls.wallboard, { signal }),
  refetchInterval: 5_000,
});

export const callPages = (filter: CallFilter) =>
  infiniteQueryOptions({
    queryKey: [...CALL_LISTS, filter],
    queryFn: ({ pageParam, signal }) =>
      read(calls.list, { query: { ...queryOf(filter), size: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Recordings that were asked for. Read once: each reading is logged. */
export const recordingPages = (asked: { readonly nth: number; readonly purpose: Purpose; readonly search: RecordingSearch } | null) =>
  infiniteQueryOptions({
    queryKey: ["call-recordings", asked],
    queryFn: ({ pageParam, signal }) => {
      const { purpose, search } = asked ?? { purpose: "protection", search: BLANK };
      const body = { ...bodyOf(search), purpose, size: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return read(calls.findRecordings, { body, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });

/** Asked anew at each visit, because a period may not be over; each asking is logged. */
export const figuresOf = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["call-figures", from, to],
    queryFn: ({ signal }): Promise<CallFigures> => read(calls.figures, { query: { from, to }, signal }),
    staleTime: 0,
    gcTime: 1000,
  });

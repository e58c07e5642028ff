import type { ReplyOf } from "@amaliyat/contract/route";
import { shifts, type HandOver, type IntervalFigures, type ReviewQueue, type RosterLine, type Shift } from "@amaliyat/contract/shifts";
import type { IntervalGroup } from "@amaliyat/domain/shifts";
import { queryOptions } from "@tanstack/react-query";
import { KEYS, read } from "../api/index.ts";

/** Interval between reads of data whose changes are not announced. */
const EVERY_MS = 30_000;

export type Span = { readonly from: string; readonly to: string };

/** The running shift of this seat. The live channel says when it is another. */
export const mine = queryOptions({
  queryKey: [...KEYS.shifts, "mine"],
  queryFn: ({ signal }): Promise<ReplyOf<typeof shifts.mine>> => read(shifts.mine, { signal }),
  staleTime: 0,
  refetchInterval: 60_000,
});

export const shiftList = ({ from, to }: Span) =>
  queryOptions({
    queryKey: [...KEYS.shifts, "list", from, to],
    queryFn: ({ signal }): Promise<readonly Shift[]> => read(shifts.list, { query: { from, to }, signal }),
  });

export const handOverOf = (shiftId: string) =>
  queryOptions({
    queryKey: [...KEYS.shifts, "log", shiftId],
    queryFn: ({ signal }): Promise<HandOver> => read(shifts.handOver, { params: { shiftId }, signal }),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

export const rosterOf = (sectorId: string, from: string, to: string | undefined) =>
  queryOptions({
    queryKey: [...KEYS.shifts, "roster", sectorId, from, to],
    queryFn: ({ signal }): Promise<readonly RosterLine[]> =>
      read(shifts.roster, { query: { sectorId, from, ...(to === undefined ? {} : { to }) }, signal }),
  });

export const intervalsOf = ({ from, to }: Span, by: IntervalGroup) =>
  queryOptions({
    queryKey: [...KEYS.shifts, "intervals", from, to, by],
    queryFn: ({ signal }): Promise<IntervalFigures> => read(shifts.intervals, { query: { from, to, by }, signal }),
    staleTime: EVERY_MS,
  });

export const reviewOf = ({ from, to }: Span) =>
  queryOptions({
    queryKey: [...KEYS.shifts, "review", from, to],
    queryFn: ({ signal }): Promise<ReviewQueue> => read(shifts.review, { query: { from, to }, signal }),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

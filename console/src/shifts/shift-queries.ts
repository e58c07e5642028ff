import type { ReplyOf } from "@amaliyat/contract/route";
import {
  shifts,
  type HandOver,
  type IntervalFigures,
  type LoadFigures,
  type ReviewQueue,
  type RosterLine,
  type Shift,
} from "@amaliyat/contract/shifts";
import type { IntervalGroup } from "@amaliyat/domain/shifts";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { SHIFTS } from "../facts/index.ts";
import { liveFeature } from "../live/index.ts";

/** Interval between reads of data whose changes are not announced. */
const EVERY_MS = 30_000;

export type Span = { readonly from: string; readonly to: string };

/** The running shift of this seat. The live channel says when it is another. */
export const mine = queryOptions({
  queryKey: [...SHIFTS, "mine"],
  queryFn: ({ signal }): Promise<ReplyOf<typeof shifts.mine>> => read(shifts.mine, { signal }),
  staleTime: 0,
  refetchInterval: 60_000,
});

export const shiftList = ({ from, to }: Span) =>
  queryOptions({
    queryKey: [...SHIFTS, "list", from, to],
    queryFn: ({ signal }): Promise<readonly Shift[]> => read(shifts.list, { query: { from, to }, signal }),
  });

export const handOverOf = (shiftId: string) =>
  queryOptions({
    queryKey: [...SHIFTS, "log", shiftId],
    queryFn: ({ signal }): Promise<HandOver> => read(shifts.handOver, { params: { shiftId }, signal }),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

export const rosterOf = (sectorId: string, from: string, to: string | undefined) =>
  queryOptions({
    queryKey: [...SHIFTS, "roster", sectorId, from, to],
    queryFn: ({ signal }): Promise<readonly RosterLine[]> =>
      read(shifts.roster, { query: { sectorId, from, ...(to === undefined ? {} : { to }) }, signal }),
  });

export const intervalsOf = ({ from, to }: Span, by: IntervalGroup) =>
  queryOptions({
    queryKey: [...SHIFTS, "intervals", from, to, by],
    queryFn: ({ signal }): Promise<IntervalFigures> => read(shifts.intervals, { query: { from, to, by }, signal }),
    staleTime: EVERY_MS,
  });

export const loadOf = ({ from, to }: Span) =>
  queryOptions({
    queryKey: [...SHIFTS, "load", from, to],
    queryFn: ({ signal }): Promise<LoadFigures> => read(shifts.load, { query: { from, to }, signal }),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

export const reviewOf = ({ from, to }: Span) =>
  queryOptions({
    queryKey: [...SHIFTS, "review", from, to],
    queryFn: ({ signal }): Promise<ReviewQueue> => read(shifts.review, { query: { from, to }, signal }),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

/** A shift changes its whole screen. Of the rest, only the parts told of are read again; each lies under a key of its own name. */
export const shiftsLive = liveFeature({
  name: "shifts",
  lists: [SHIFTS],
  topics: ["shift", "shift_part"],
  write(client, happened, topics) {
    if (topics.has("shift")) {
      void client.invalidateQueries({ queryKey: SHIFTS });
      return;
    }
    const parts = new Set(happened.flatMap((one) => (one.topic === "shift_part" ? [one.part] : [])));
    for (const part of parts) void client.invalidateQueries({ queryKey: [...SHIFTS, part] });
    if (parts.has("roster")) void client.invalidateQueries({ queryKey: [...SHIFTS, "mine"] });
  },
});

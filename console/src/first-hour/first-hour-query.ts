import { theRoom } from "@amaliyat/contract/room";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";

/** Intervals of reading, in ms: while somebody works on a step, and while the line alone is shown. */
export const READ_EVERY_MS = { atWork: 3_000, offered: 60_000 } as const;

/** State of the steps. The live channel does not tell an administrator of units, shifts and cameras, so it is asked for. */
export const firstHourNow = (everyMs: number) =>
  queryOptions({
    queryKey: ["first-hour"],
    queryFn: ({ signal }) => read(theRoom.firstHour, { signal }),
    refetchInterval: everyMs,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });

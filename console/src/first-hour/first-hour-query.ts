import { theRoom, type FirstHour } from "@amaliyat/contract/room";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";

/** Intervals of reading, in ms: while somebody works on a step, and while the line alone is shown. */
const AT_WORK_MS = 3_000;
const OFFERED_MS = 60_000;

/** True for a room whose drill is done, or which has a history: nothing is offered there, and the screen is found by the palette. */
export const isAtWork = (hour: FirstHour | undefined): boolean => hour !== undefined && (hour.states.drill === "done" || hour.hasHistory);

/**
 * State of the steps. The live channel does not tell an administrator of units, shifts and cameras, so it is asked for. For the line alone
 * (`isOffer`) a room that is at work is asked once by each page.
 */
export const firstHourNow = (isOffer: boolean) =>
  queryOptions({
    queryKey: ["first-hour"],
    queryFn: ({ signal }) => read(theRoom.firstHour, { signal }),
    refetchInterval: ({ state }) => (!isOffer ? AT_WORK_MS : isAtWork(state.data) ? false : OFFERED_MS),
    refetchOnMount: "always",
    refetchOnWindowFocus: ({ state }) => (isOffer && isAtWork(state.data) ? false : "always"),
  });

import type { Followed } from "@amaliyat/contract/reports";
import type { Mine } from "./kept.ts";

/** Counts the news of a report beyond its arrival: steps taken and messages of the room. The count only grows. */
export function newsOf({ steps, messages }: Followed): number {
  const taken = steps.filter(({ step, at }) => step !== "received" && at !== null).length;
  return taken + messages.filter(({ from }) => from === "room").length;
}

export const hasNews = ({ told, seen }: Mine): boolean => told !== null && newsOf(told) > seen;

/** Age of a report's end after which it is no longer polled. */
const OVER_MS = 3 * 86_400_000;
export function mayChange({ told, gone }: Mine, now: number): boolean {
  if (gone) return false;
  const ended = told?.steps.find(({ step }) => step === "ended")?.at ?? null;
  return told?.state !== "withdrawn" && (ended === null || now - Date.parse(ended) < OVER_MS);
}

/** A report with the room's latest answer. */
export const toldOf = (mine: Mine, told: Followed, at: number): Mine => ({
  ...mine,
  told,
  toldAt: at,
  gone: false,
  kind: told.kind,
  sort: told.sort,
  danger: told.danger,
});

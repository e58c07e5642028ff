import type { CallCard, CallRow } from "@amaliyat/contract/calls";
import { NATURES, type NatureCode, type OutsideNatureCode } from "@amaliyat/domain/calls";

/** Natures that a call-taker can choose. Abandoned and nuisance calls are marked otherwise. */
export const CHOSEN_NATURES: readonly (NatureCode | OutsideNatureCode)[] = [...NATURES.map(({ code }) => code), "TST"];

/** True while a caller waits: for the first time, or again after the call-taker was lost. */
export const waits = ({ state }: Pick<CallRow, "state">): boolean => state === "waiting" || state === "offered";

/** Waiting time of a caller in ms: until the answer, or until an earlier end. */
export const waitedMs = (call: Pick<CallRow, "state" | "since" | "answeredAt" | "endedAt">, now: number): number => {
  const until = waits(call) ? null : (call.answeredAt ?? call.endedAt);
  return Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(call.since));
};

/** Talking time of a call in ms. Null if nobody answered, and while the caller waits again. */
export const talkedMs = (call: Pick<CallRow, "state" | "answeredAt" | "endedAt">, now: number): number | null =>
  call.answeredAt === null || waits(call)
    ? null
    : Math.max(0, (call.endedAt === null ? now : Date.parse(call.endedAt)) - Date.parse(call.answeredAt));

/** From this score on the number stands out: about one nuisance call within the last days. */
const NOTED_FROM = 0.5;
export const isNuisance = ({ nuisance }: Pick<CallRow, "nuisance">): boolean => nuisance >= NOTED_FROM;

type Event = Pick<CallCard["events"][number], "seq" | "kind" | "data">;

/** True if the place is known only from a vehicle that does not trust it itself. */
export const isDoubtful = ({ place, placeText, vehicle }: Pick<CallCard, "place" | "placeText" | "vehicle">): boolean =>
  placeText === null && place?.source === "ecall" && vehicle?.data?.trusted === false;

/** State of a place requested by message: never requested, waited for, or received since the last request. */
export function messageState(events: readonly Event[]): "none" | "waits" | "came" {
  const asked = events.findLast(({ kind }) => kind === "place_asked")?.seq;
  if (asked === undefined) return "none";
  return events.some(({ seq, kind, data }) => seq > asked && kind === "placed" && data["source"] === "sms_link") ? "came" : "waits";
}

/** The keys that were pressed since the caller was last asked by keys, in their order; null where nobody asked. */
export function keysSinceAsked(events: CallCard["events"]): string | null {
  const asked = events.findLastIndex(({ kind }) => kind === "keys_asked");
  if (asked === -1) return null;
  const pressed = events.slice(asked).filter(({ kind }) => kind === "key_pressed");
  return pressed.map(({ data }) => (typeof data["key"] === "string" ? data["key"] : "")).join("");
}

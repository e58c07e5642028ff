import type { TakerShown } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import type { PauseReason } from "@amaliyat/domain/calls";
import { exhaustive } from "@amaliyat/domain/kernel";
import type { PhoneLink, Talk } from "../phone/index.ts";

/** State of one's own telephone as the bar shows it. Times in ms since the epoch. */
export type PhoneView =
  /** `elsewhere`: the room knows the person's telephone in another window. */
  | { readonly kind: "off"; readonly elsewhere: boolean }
  | { readonly kind: "opening" }
  | { readonly kind: "no_microphone"; readonly why: "not_allowed" | "not_found" | "not_secure" }
  | { readonly kind: "refused"; readonly problem: Problem | null }
  | { readonly kind: "lost"; readonly since: number }
  /** There, and offered nothing until the person says to be ready. */
  | { readonly kind: "aside"; readonly since: number }
  | { readonly kind: "ready"; readonly since: number }
  | { readonly kind: "paused"; readonly since: number; readonly reason: PauseReason }
  | { readonly kind: "wrap_up"; readonly until: number; readonly callId: string; readonly pauseNext: PauseReason | null }
  /** `call_back`: a requested call back is offered, and nothing rings. */
  | { readonly kind: "rings" | "call_back" | "in_call"; readonly since: number; readonly pauseNext: PauseReason | null };

/**
 * State for the bar. The telephone of this window comes first; if it is there, the room's state of its person, and the offered call back.
 */
export function phoneView(link: PhoneLink, taker: TakerShown | undefined, toCallBack: string | null): PhoneView {
  if (link.kind === "off") return { kind: "off", elsewhere: taker?.connected ?? false };
  if (link.kind !== "ready") return link;
  // Registered here, and not yet known there.
  if (taker === undefined || !taker.connected) return { kind: "opening" };
  const { state, pauseNext } = taker;
  const since = Date.parse(taker.since);
  switch (state.kind) {
    case "off":
      return { kind: "aside", since };
    case "ready":
      return { kind: "ready", since };
    case "paused":
      return { kind: "paused", since, reason: state.reason };
    case "wrap_up":
      return { kind: "wrap_up", until: Date.parse(state.until), callId: state.callId, pauseNext };
    case "offered":
      return { kind: state.callId === toCallBack ? "call_back" : "rings", since, pauseNext };
    case "talking":
    case "consulted":
      return { kind: "in_call", since, pauseNext };
    default:
      return exhaustive(state);
  }
}

/** The talks of this console by their role for its person. */
export type TalkView = {
  /** Talk that the buttons act on. */
  readonly main: Talk;
  /** Talk with the person consulted beside the caller. */
  readonly consulted: Talk | null;
  /** A supervisor whose voice is heard in it. */
  readonly coach: Talk | null;
};

/** Null while this console has no talk. A caller comes before a called party, and both before talks that are only heard. */
export function talkView(talks: readonly Talk[]): TalkView | null {
  const of = (kind: Talk["kind"]): Talk | undefined => talks.find((talk) => talk.kind === kind);
  const main = of("caller") ?? of("called_out") ?? of("hearing") ?? of("voice");
  if (main === undefined) return null;
  // In a call out the console consults by calling out once more.
  const out = talks.filter(({ kind }) => kind === "called_out");
  const consulted = main.kind === "caller" ? out.at(-1) : main.kind === "called_out" ? out[1] : undefined;
  return { main, consulted: consulted ?? null, coach: of("coach") ?? null };
}

import type { CallLanguage } from "../languages.ts";

/** All moments in epoch milliseconds. */
export type Waiting = { readonly kind: "waiting" };
export type Offered = { readonly kind: "offered"; readonly takerId: string; readonly until: number };
export type Talking = { readonly kind: "talking"; readonly takerId: string; readonly since: number };
/** Has asked to be called back, and hears that it will be so: offered to nobody until the caller is gone. */
export type Leaving = { readonly kind: "leaving" };

/**
 * State of a number that rings beside the consoles: the telephone outside the room, or the other room. It rings until a moment, or failed
 * at one. `nth` numbers its ringings, so that a late answer to an older one is recognised.
 */
export type Outside =
  | { readonly kind: "rings"; readonly nth: number; readonly until: number }
  | { readonly kind: "vain"; readonly nth: number; readonly at: number };

/** A call that has been answered by the room itself and waits for a person, is offered to one, or talks with one. */
export type QueuedCall = {
  readonly callId: string;
  readonly lineId: string;
  /** 1 comes first. */
  readonly priority: number;
  /** Language chosen by the caller; null if none was asked. */
  readonly language: CallLanguage | null;
  /**
   * Its place in the queue: when it came, also after it was given back, and for a call-back when the caller first rang. On a line with an
   * overflow it is the moment at which the call was given back: its first wait must not send it away at once.
   */
  readonly since: number;
  /** True if a call-taker was lost in mid-call, or handed it on in vain: it comes before all of its priority. */
  readonly givenBack: boolean;
  /** Numbers its offers, so that an answer to an older one is known as such. */
  readonly attempt: number;
  /** Call-takers to whom it was offered without an answer. */
  readonly tried: readonly string[];
  /** Permission to request a call back. `asked`: nobody is on the line, and the offer is to call the number. */
  readonly callBack: "no" | "may" | "asked";
  readonly state: Waiting | Offered | Talking | Leaving;
  /** Null where the telephone outside was not rung for this wait. */
  readonly outside: Outside | null;
  /** Null where the other room was not rung for this wait. */
  readonly otherRoom: Outside | null;
  /** True for a caller who only writes: no telephone can take the call, only a console, which can be written at. */
  readonly voiceless: boolean;
  /** True where the other room has had the caller, or has the caller still: it is not rung. */
  readonly isHanded?: true;
};

/** A call that comes to the queue. */
export type NewInQueue = Pick<QueuedCall, "callId" | "lineId" | "language" | "since"> & {
  readonly voiceless?: boolean;
  readonly isHanded?: true;
  /** It was in a talk, and waits again. */
  readonly givenBack?: true;
  /** People who are offered it after all others: who handed it on, and hung up. */
  readonly tried?: readonly string[];
  /** The room may call its number. */
  readonly reachable?: boolean;
  /** Call waiting for a call back whose place this call takes: its caller rings again, or is being called. */
  readonly inPlaceOf?: string | null;
};

/** Rules of a line for the queue. */
export type LineRules = {
  readonly lineId: string;
  readonly priority: number;
  /** Ringing time of one call-taker's telephone before the next one's, ms. */
  readonly offerMs: number;
  /** Time of a call-taker for wrap-up after a call, ms. */
  readonly wrapUpMs: number;
  /** After how long anybody will do, whatever the language, ms. */
  readonly anyLanguageMs: number;
  /** After how long a call that nobody takes leaves for the other room, ms; null where there is none, and on the most urgent line. */
  readonly overflowMs: number | null;
  /** After how long the other room rings as well, while the caller keeps the place, ms: on the most urgent line alone. */
  readonly otherRoomMs: number | null;
  /** After how long the telephone outside the room rings as well, ms; null where there is none. */
  readonly telephoneMs: number | null;
  /** A waiting caller may request a call back. */
  readonly callBack: boolean;
};

export const PAUSE_REASONS = ["break", "meal", "briefing", "paperwork", "no_answer", "other"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** State of a call-taker; `off` has no telephone connected. */
export type TakerState =
  | { readonly kind: "off" }
  | { readonly kind: "ready" }
  | { readonly kind: "paused"; readonly reason: PauseReason }
  | { readonly kind: "offered"; readonly callId: string }
  | { readonly kind: "talking"; readonly callId: string }
  /** A colleague asks about a call, or transfers it: nothing else rings there meanwhile. `after` is the next state without a pause. */
  | { readonly kind: "consulted"; readonly callId: string; readonly after: "off" | "ready" }
  | { readonly kind: "wrap_up"; readonly callId: string; readonly until: number };

export type Taker = {
  readonly takerId: string;
  readonly languages: readonly CallLanguage[];
  /** Lines that the person answers; null for all. */
  readonly lines: readonly string[] | null;
  readonly state: TakerState;
  /** Beginning of this state. */
  readonly since: number;
  /** Time of the last offer to this person: the longest idle comes first. */
  readonly idleSince: number;
  /** Offers in a row that rang out. */
  readonly missed: number;
  /** A pause that was asked for in a call and begins after it. */
  readonly pauseNext: PauseReason | null;
  /** The person's screen is locked: it takes ringing calls, and shows no caller to call back. */
  readonly locked: boolean;
};

/** True for a call-taker with a call on the telephone, in one way or another. */
export const isBusy = ({ kind }: TakerState): boolean => kind === "offered" || kind === "talking" || kind === "consulted";

/** The queue of a room: its calls, its call-takers, and the rules of its lines. Immutable. */
export type Acd = {
  readonly lines: ReadonlyMap<string, LineRules>;
  readonly calls: ReadonlyMap<string, QueuedCall>;
  readonly takers: ReadonlyMap<string, Taker>;
};

export const emptyAcd = (lines: readonly LineRules[]): Acd => ({
  lines: new Map(lines.map((line) => [line.lineId, line])),
  calls: new Map(),
  takers: new Map(),
});

/** Order to the telephones. `attempt` names the offer. */
export type Order =
  /** `picked`: the person has asked for this very call, and the telephone answers by itself. */
  | {
      readonly kind: "offer";
      readonly callId: string;
      readonly takerId: string;
      readonly attempt: number;
      readonly until: number;
      readonly picked?: true;
    }
  | { readonly kind: "withdraw"; readonly callId: string; readonly takerId: string; readonly attempt: number }
  | { readonly kind: "overflow"; readonly callId: string; readonly lineId: string }
  /**
   * Rings the telephone outside the room, or the other room, for a call that goes on waiting, or ringing at a console. `hush_…` ends that.
   */
  | { readonly kind: "ring_outside"; readonly callId: string; readonly lineId: string; readonly nth: number }
  | { readonly kind: "ring_other_room"; readonly callId: string; readonly lineId: string; readonly nth: number }
  | { readonly kind: "hush_outside"; readonly callId: string; readonly nth: number }
  | { readonly kind: "hush_other_room"; readonly callId: string; readonly nth: number };

export type Happened =
  | { readonly kind: "arrived"; readonly call: NewInQueue }
  /** A call-taker calls out, or calls back: the call is that person's from the start. Nothing where the person has a call already. */
  | { readonly kind: "called_out"; readonly call: NewInQueue; readonly takerId: string }
  /** The caller would rather be called back; nothing where the line or the number does not allow it, or somebody talks already. */
  | { readonly kind: "call_back_asked"; readonly callId: string }
  | { readonly kind: "language_chosen"; readonly callId: string; readonly language: CallLanguage }
  /** Call ended by any side, at any stage. A caller who requested a call back keeps the place. */
  | { readonly kind: "ended"; readonly callId: string }
  /** The person has answered, and is being joined with the caller. */
  | { readonly kind: "answering"; readonly callId: string; readonly attempt: number }
  | { readonly kind: "answered"; readonly callId: string; readonly attempt: number }
  /** A person takes a call that waits, or rings at a colleague, before its turn; nothing where the person has a call. */
  | { readonly kind: "picked"; readonly callId: string; readonly takerId: string }
  | {
      readonly kind: "offer_failed";
      readonly callId: string;
      readonly attempt: number;
      /** `not_joined`: the person has answered, and the media server could not join the two. */
      readonly why: "no_answer" | "refused" | "unreachable" | "not_joined";
    }
  /** The telephone outside, or the other room, has the call, which is in this queue no more; nothing where somebody was faster. */
  | { readonly kind: "outside_answered" | "other_room_answered"; readonly callId: string; readonly nth: number }
  /** `isLoop` where the other room has had the caller already: it is not rung again. */
  | { readonly kind: "outside_failed" | "other_room_failed"; readonly callId: string; readonly nth: number; readonly isLoop?: true }
  /** The call goes on with somebody who is no call-taker of this queue, or with another one. */
  | { readonly kind: "passed_on"; readonly callId: string; readonly takerId: string | null }
  /** A call-taker is asked about a call that a colleague has, or handed it; and is no more. */
  | { readonly kind: "consulted" | "consult_over"; readonly callId: string; readonly takerId: string }
  /** The call-taker's telephone is gone, the caller is still there. */
  | { readonly kind: "taker_lost"; readonly takerId: string }
  | {
      readonly kind: "taker_came";
      readonly takerId: string;
      readonly languages: readonly CallLanguage[];
      readonly lines: readonly string[] | null;
    }
  | { readonly kind: "taker_left"; readonly takerId: string }
  | { readonly kind: "ready"; readonly takerId: string }
  | { readonly kind: "paused"; readonly takerId: string; readonly reason: PauseReason }
  | { readonly kind: "screen_locked" | "screen_opened"; readonly takerId: string }
  | { readonly kind: "lines_changed"; readonly lines: readonly LineRules[] }
  | { readonly kind: "clock" };

export type Step = { readonly acd: Acd; readonly orders: readonly Order[] };

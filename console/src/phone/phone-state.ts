import type { Problem } from "@amaliyat/contract/route";
import { createStore } from "../store/index.ts";

/** State of this console's telephone. Moments in ms since the epoch. */
export type PhoneLink =
  /** The person has not come to the queue. */
  | { readonly kind: "off" }
  | { readonly kind: "opening" }
  | { readonly kind: "ready"; readonly extension: string }
  /** The edge cannot be reached; it is tried again by itself. */
  | { readonly kind: "lost"; readonly since: number }
  /** By the room, with its problem; null where the edge did not take the credentials. */
  | { readonly kind: "refused"; readonly problem: Problem | null }
  /** The browser gives no microphone: not allowed, not there, or the page did not come over HTTPS. */
  | { readonly kind: "no_microphone"; readonly why: "not_allowed" | "not_found" | "not_secure" };

/** Call that rings here now. `survival`: the edge sends it to everybody because the room's server is dead. */
export type Ringing = {
  readonly legId: string;
  readonly callId: string;
  readonly line: string;
  /** Null where it is withheld. */
  readonly number: string | null;
  readonly survival: boolean;
  /** The call that a colleague wants to speak of; null for a caller. */
  readonly about: string | null;
  readonly since: number;
};

/**
 * Role of a talk on this console:
 * - `caller`;
 * - `called_out`, a number or colleague called from here;
 * - `hearing`, a call heard as a supervisor (one talk for each side);
 * - `voice`, the supervisor's own voice in it;
 * - `coach`, a supervisor's voice heard here.
 */
export type TalkKind = "caller" | "called_out" | "hearing" | "voice" | "coach";

/** Sound quality, as the browser measures it. Shares 0 to 1 and ms, of the last seconds; null before the first measurement. */
export type Quality = { readonly lost: number; readonly jitterMs: number; readonly roundTripMs: number | null };

export type Talk = {
  readonly legId: string;
  readonly callId: string;
  readonly kind: TalkKind;
  readonly line: string;
  readonly number: string | null;
  readonly survival: boolean;
  readonly about: string | null;
  readonly since: number;
  readonly quality: Quality | null;
};

export type Phone = {
  readonly link: PhoneLink;
  readonly ringing: Ringing | null;
  readonly talks: readonly Talk[];
  /** Nobody hears this console. */
  readonly muted: boolean;
  /** The parties of this console's talks hear each other as well: a call of three. */
  readonly together: boolean;
};

export const phone = createStore<Phone>({ link: { kind: "off" }, ringing: null, talks: [], muted: false, together: false });

export const changePhone = (part: Partial<Phone>): void => phone.set({ ...phone.get(), ...part });

import type { TextMark } from "@amaliyat/domain/calls";

/** Port of the room to its telephones: orders and events. It knows no queue: its user decides who is rung, and for how long. */

/**
 * A caller as the network says, which is not always so: P-Asserted-Identity before From. Null where senseless. A number that is withheld
 * and asserted stands here, for lines that may see it; no telephone is told it.
 */
export type CallerId = { readonly number: string | null; readonly withheld: boolean };

/** A call that a vehicle made: its data (EN 15722) in hex where it sent some, and whether it says that it called by itself. */
export type Vehicle = { readonly msd: string | null; readonly by: "automatic" | "manual" | null };

/** The other party of a call: a call-taker's console by the extension that it registered, or a number outside, by the trunk. */
export type Target = { readonly kind: "extension"; readonly extension: string } | { readonly kind: "number"; readonly number: string };

/** Way of a caller's text: beside sound, or without any. */
export type TextKind = "beside" | "alone";

/** `loop`: the other room has had the caller already. `moved`: the console rings elsewhere, since its page was loaded again. */
export type LegFailure = "no_answer" | "refused" | "busy" | "unreachable" | "failed" | "loop" | "moved";

/** Moments in epoch milliseconds. `callId` is a UUID of ours and names the caller's side; each other party is a leg of it. */
export type ExchangeEvent =
  /** Answered by the room already: the caller hears nothing until something is played. */
  | {
      readonly kind: "arrived";
      readonly callId: string;
      /** As it was dialled. */
      readonly dialled: string;
      readonly from: CallerId;
      /** A PIDF-LO document that came with the call. */
      readonly location: string | null;
      /** The address at which the caller's place can be asked for, if the call gave one; missing in the journal of an older server. */
      readonly locationReference?: string | null | undefined;
      /** Null for a call that people made; missing in what an older server wrote down. */
      readonly vehicle?: Vehicle | null | undefined;
      readonly at: number;
      /** Whether the caller can write in the call (RFC 4103), beside sound or alone. */
      readonly text?: TextKind | null;
      /** Rooms that have had the caller before, by their ids; missing for a caller of this room's own. */
      readonly rooms?: readonly string[] | undefined;
      /** True where the last of them still has the caller in its queue. */
      readonly isKept?: boolean | undefined;
    }
  /** A caller who only spoke so far can write from now on. */
  | { readonly kind: "text_began"; readonly callId: string; readonly text: TextKind; readonly at: number }
  /** A caller who could write has left text out of the call. */
  | { readonly kind: "text_ended"; readonly callId: string; readonly at: number }
  /** Signs of T.140 as the caller writes them, each once; `mark` names the last packet of which one was taken. */
  | { readonly kind: "text"; readonly callId: string; readonly text: string; readonly mark: TextMark; readonly at: number }
  /** The caller is gone, or the room has hung up. */
  | { readonly kind: "ended"; readonly callId: string; readonly by: "caller" | "room" | "lost"; readonly at: number }
  /** `leg_answering`: the party has answered, and is being joined with the caller; `leg_answered` or `leg_ended` follows. */
  | {
      readonly kind: "leg_ringing" | "leg_answering" | "leg_answered";
      readonly callId: string;
      readonly legId: string;
      readonly at: number;
    }
  | { readonly kind: "leg_failed"; readonly callId: string; readonly legId: string; readonly why: LegFailure; readonly at: number }
  /** A leg that had been answered is over; the caller is still there. */
  | {
      readonly kind: "leg_ended";
      readonly callId: string;
      readonly legId: string;
      readonly by: "party" | "room" | "lost";
      readonly at: number;
    }
  | { readonly kind: "digit"; readonly callId: string; readonly digit: string; readonly at: number }
  /** No port is free for the text of a caller who has nothing else: the caller rings until one is, and cannot be read before. */
  | { readonly kind: "text_waits" | "text_ready"; readonly callId: string; readonly at: number }
  /** More text or keys came than a person writes or presses: what is over is not taken. Told once of each. */
  | { readonly kind: "too_much"; readonly callId: string; readonly of: "text" | "keys"; readonly at: number }
  /** `by` is "caller", or the leg that did it. */
  | { readonly kind: "held" | "resumed"; readonly callId: string; readonly by: string; readonly at: number }
  /** A sound file on the disk of both sides apart: left the caller, right the others. Lost packets and seconds as counted in it. */
  | {
      readonly kind: "recorded";
      readonly callId: string;
      readonly file: string;
      readonly seconds: number;
      readonly lost: number;
      /** The moment with which it begins; missing in what an older server wrote down. */
      readonly beganAt?: number | undefined;
      readonly at: number;
    }
  /** Calls that consoles, or the other room, answered while this server was dead: told once it lives again; what was recorded of them follows. */
  | {
      readonly kind: "survived";
      /** Always the same for one call, which may be told again. */
      readonly callId: string;
      readonly dialled: string;
      readonly from: CallerId;
      readonly extension: string | null;
      /** The number of the other room, where that has taken it. */
      readonly to?: string;
      readonly at: number;
      readonly seconds: number;
    }
  /** A caller whom the last server had answered, and who had left when the next one asked: it may have told nobody of the call. */
  | {
      readonly kind: "left";
      readonly callId: string;
      readonly dialled: string;
      readonly from: CallerId;
      readonly at: number;
      readonly seconds: number;
    }
  | { readonly kind: "phone_registered" | "phone_lost"; readonly extension: string; readonly at: number };

export type ExchangeState =
  | { readonly kind: "ready" }
  /** `missing` are packages; `command` installs them and writes what they need. */
  | { readonly kind: "not_set_up"; readonly missing: readonly string[]; readonly command: string }
  | { readonly kind: "down"; readonly parts: readonly ("edge" | "media")[]; readonly since: number };

/** A console that gets credentials: its extension, and the session that they end with. `until`: when that session ends by itself, epoch ms. */
export type Holder = { readonly extension: string; readonly session: string; readonly until: number };

/** Short-lived credentials of one console: for its own extension alone. */
export type PhoneCredentials = {
  readonly username: string;
  readonly password: string;
  readonly uri: string;
  readonly realm: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

/** Headers that a call beside another carries: to the console that asked for it, and to whom it rings. */
export type BesideHeaders = { readonly own: Readonly<Record<string, string>>; readonly other: Readonly<Record<string, string>> };

/** Arrival of a call. */
export type Arrival = Omit<Extract<ExchangeEvent, { kind: "arrived" }>, "kind" | "callId">;

/** One that is still going on after a restart of this server. `arrival` is there for calls that came in. */
export type Survivor = {
  readonly arrival?: Arrival | undefined;
  readonly callId: string;
  readonly legs: readonly { readonly legId: string; readonly target: Target }[];
};

/** The number to which callers of a line go if nobody takes them, after so many ms; `to` is null where there is no other room. */
export type OtherRoom = { readonly line: string; readonly to: string | null; readonly afterMs: number };

/** Each order of a call that is over does nothing; each that the media server refuses throws `ExchangeFault`. */
export type Exchange = AsyncDisposable & {
  readonly state: () => ExchangeState;
  readonly credentials: (holder: Holder, at: number) => PhoneCredentials;
  /** Has the edge refuse what a session that ended still holds, also while no room is there. */
  readonly revoke: (session: string) => void;
  /** Sets the other room of each line at the edge, which rings it if this server is dead and no console answers. */
  readonly setOtherRooms: (rooms: readonly OtherRoom[]) => Promise<void>;
  /**
   * Recovers calls that outlived the last server; those that ended meanwhile are told as `ended`. Asked once, before anything else. `texts`
   * are the last marks of text that the room has taken in, by call.
   */
  readonly recover: (texts?: ReadonlyMap<string, TextMark>) => Promise<readonly Survivor[]>;
  /**
   * New calls are taken from now on; before, the edge is told that the room is not here, since a caller who was answered would hear nothing. Ends when those who
   * came before are answered.
   */
  readonly open: () => Promise<void>;
  /** Sends signs of T.140 to a caller who can read them; nothing where the caller cannot. */
  readonly write: (callId: string, text: string) => Promise<void>;
  /** Plays files one after the other to a caller who waits, the last again and again where `repeat`; an empty list is silence. */
  readonly play: (callId: string, files: readonly string[], repeat: boolean) => Promise<void>;
  /**
   * Rings another party; answered, the caller and it hear each other at once. `headers` go along (X-Call-Id, X-Line). Several may ring for one
   * caller: one that `yields` and answers when the caller already hears another is hung up, and told as failed. One that does not yield is given
   * up after a while.
   */
  readonly ring: (
    callId: string,
    legId: string,
    target: Target,
    headers: Readonly<Record<string, string>>,
    yields?: boolean,
  ) => Promise<void>;
  /** Makes ready what `ring` needs, before it may be called: nobody outside hears of it. */
  readonly prepareRing: (callId: string, legId: string, target: Target) => Promise<void>;
  /** Ends one party's ringing or talking; the caller stays, and hears nothing. */
  readonly drop: (callId: string, legId: string) => Promise<void>;
  readonly hangUp: (callId: string) => Promise<void>;
  /** Music to the caller while the party that he talked with speaks with another. */
  readonly hold: (callId: string, legId: string, on: boolean) => Promise<void>;
  readonly record: (callId: string, on: boolean) => Promise<void>;
  /** Plays files to the caller of a talk, once: the other goes on hearing the caller, who does not hear the other meanwhile. */
  readonly prompt: (callId: string, files: readonly string[]) => Promise<void>;
  /** Nothing that is said in a recorded call is kept for a while; its sound file has silence there. */
  readonly pauseRecording: (callId: string, on: boolean) => Promise<void>;
  /** The last seconds of a call that is being recorded, both sides in one WAV file; null where there is no sound of it. The call hears nothing. */
  readonly recall: (callId: string, seconds: number) => Promise<{ readonly wav: Buffer; readonly seconds: number } | null>;
  /** A supervisor's console hears the parties; ended by `drop` of `legId`. */
  readonly listen: (callId: string, legId: string, extension: string) => Promise<void>;
  /**
   * A call out: rings the console first, then the other. A number outside sees the line's number, a console the extension that calls. Once
   * the other has answered, it is the caller, and the console its leg; in a call `beside` another the console stays the caller.
   */
  readonly callOut: (callId: string, legId: string, extension: string, to: Target, line: string, beside?: BesideHeaders) => Promise<void>;
};

/** The exchange could not do what it was asked; the call may still stand. */
export class ExchangeFault extends Error {}

/** Takes in an event. One that may have to be told again says whether it is on the disk. */
export type OnExchange = (event: ExchangeEvent) => void | Promise<boolean>;

import type { TextMark } from "@amaliyat/domain/calls";
import {
  ExchangeFault,
  type Exchange,
  type LegFailure,
  type ExchangeEvent,
  type OnExchange,
  type OtherRoom,
  type Target,
  type TextKind,
} from "../../telephony/index.ts";

type FakeCall = { readonly legs: Map<string, { readonly target: Target; answered: boolean }>; playing: readonly string[] };

/** Request that the exchange received. */
export type Asked = { readonly what: string; readonly callId: string; readonly legId?: string; readonly to?: string };

/**
 * Telephones in memory behind the same port, and the network between them: it outlives the room's server, so that another server takes the
 * calls back. Orders are obeyed at once; what people do with their telephones is said by the test.
 */
export class FakeNetwork {
  readonly calls = new Map<string, FakeCall>();
  readonly asked: Asked[] = [];
  /** The other room of each line, as the last server has said. */
  otherRooms: readonly OtherRoom[] = [];
  /** The marks of text with which the last server took the calls back. */
  marks: ReadonlyMap<string, TextMark> = new Map();
  /** The last sound of every call; null where none is recorded. */
  recalled: Buffer | null = null;
  /** Events that occurred while no server listened. */
  readonly #missed: ExchangeEvent[] = [];
  #on: OnExchange | null = null;
  #failing = false;
  /** Orders that the media server refuses, by their names. */
  readonly refused = new Set<string>();
  readonly #slow = new Map<string, Promise<void>>();

  /** True once the server takes new calls. */
  isOpen = false;
  /** Ends when the callers who came before that are answered. */
  early: Promise<void> = Promise.resolve();

  /** Starts a server's side. The one before is dead. */
  readonly start = (on: OnExchange): Promise<Exchange> => {
    this.#on = on;
    this.isOpen = false;
    return Promise.resolve(this.#exchange(on));
  };
  /** The server is killed: nothing is heard of it, and it hears nothing. */
  kill(): void {
    this.#on = null;
  }
  /** The media server refuses everything, or obeys again. */
  fail(failing: boolean): void {
    this.#failing = failing;
  }

  /** Orders on a call are not obeyed before this. */
  slow(callId: string, until: Promise<void>): void {
    this.#slow.set(callId, until);
  }

  say(event: ExchangeEvent): void {
    if (this.#on === null) this.#missed.push(event);
    else void this.#on(event);
  }
  ringIn(
    callId: string,
    dialled: string,
    number: string | null,
    at: number,
    location: string | null = null,
    withheld = number === null,
    text: TextKind | null = null,
  ): void {
    this.calls.set(callId, { legs: new Map(), playing: [] });
    this.say({ kind: "arrived", callId, dialled, from: { number, withheld }, location, at, text });
  }
  /** All that the room sent to a caller who can read. */
  wrote(callId: string): string {
    return this.asked.flatMap((each) => (each.what === "write" && each.callId === callId ? [each.to ?? ""] : [])).join("");
  }
  /** The caller hangs up. */
  gone(callId: string, at: number): void {
    if (this.calls.delete(callId)) this.say({ kind: "ended", callId, by: "caller", at });
  }
  /** The legs that ring now. */
  ringing(): { callId: string; legId: string; target: Target }[] {
    return [...this.calls].flatMap(([callId, { legs }]) =>
      [...legs].flatMap(([legId, leg]) => (leg.answered ? [] : [{ callId, legId, target: leg.target }])),
    );
  }
  answer(callId: string, legId: string, at: number): void {
    const leg = this.calls.get(callId)?.legs.get(legId);
    if (leg === undefined || leg.answered) return;
    leg.answered = true;
    this.say({ kind: "leg_answered", callId, legId, at });
  }
  refuse(callId: string, legId: string, why: LegFailure, at: number): void {
    if (this.calls.get(callId)?.legs.delete(legId)) this.say({ kind: "leg_failed", callId, legId, why, at });
  }
  end(callId: string, legId: string, by: "party" | "lost", at: number): void {
    if (this.calls.get(callId)?.legs.delete(legId)) this.say({ kind: "leg_ended", callId, legId, by, at });
  }

  #exchange(on: OnExchange): Exchange {
    const obey = async (asked: Asked, work: (call: FakeCall) => void): Promise<void> => {
      await this.#slow.get(asked.callId);
      // A dead server's orders reach nobody.
      if (this.#on !== on) return;
      if (this.#failing || this.refused.has(asked.what)) throw new ExchangeFault("refused by the test");
      this.asked.push(asked);
      const call = this.calls.get(asked.callId);
      if (call !== undefined) work(call);
    };
    const add = (legId: string, target: Target) => (call: FakeCall) => void call.legs.set(legId, { target, answered: false });
    const to = (target: Target): string => (target.kind === "number" ? target.number : target.extension);
    return {
      state: () => ({ kind: "ready" }),
      revoke: () => undefined,
      setOtherRooms: (rooms) => {
        this.otherRooms = rooms;
        return Promise.resolve();
      },
      credentials: ({ extension }, at) => ({
        username: `${at}:${extension}`,
        password: "p",
        uri: `sip:${extension}@room`,
        realm: "room",
        expiresAt: at + 60_000,
      }),
      recover: (marks = new Map()) => {
        this.marks = marks;
        for (const event of this.#missed.splice(0)) void on(event);
        return Promise.resolve(
          [...this.calls].map(([callId, { legs }]) => ({
            callId,
            legs: [...legs].filter(([, { answered }]) => answered).map(([legId, { target }]) => ({ legId, target })),
          })),
        );
      },
      open: async () => {
        this.isOpen = true;
        await this.early;
      },
      write: (callId, text) => obey({ what: "write", callId, to: text }, () => undefined),
      play: (callId, files) => obey({ what: "play", callId }, (call) => void (call.playing = files)),
      prepareRing: () => Promise.resolve(),
      ring: (callId, legId, target) => obey({ what: "ring", callId, legId, to: to(target) }, add(legId, target)),
      drop: (callId, legId) => obey({ what: "drop", callId, legId }, (call) => void call.legs.delete(legId)),
      hangUp: (callId) =>
        obey({ what: "hang up", callId }, () => {
          if (this.calls.delete(callId)) this.say({ kind: "ended", callId, by: "room", at: Date.now() });
        }),
      hold: (callId, legId, isOn) => obey({ what: isOn ? "hold" : "resume", callId, legId }, () => undefined),
      record: (callId, isOn) => obey({ what: isOn ? "record" : "record no more", callId }, () => undefined),
      prompt: (callId) => obey({ what: "prompt", callId }, () => undefined),
      pauseRecording: (callId, isOn) => obey({ what: isOn ? "pause recording" : "resume recording", callId }, () => undefined),
      recall: (callId, seconds) =>
        Promise.resolve(this.calls.has(callId) && this.recalled !== null ? { wav: this.recalled, seconds } : null),
      listen: (callId, legId, extension) =>
        obey({ what: "listen", callId, legId, to: extension }, add(legId, { kind: "extension", extension })),
      callOut: (callId, legId, extension, other) => {
        if (this.#on === on) this.calls.set(callId, { legs: new Map(), playing: [] });
        return obey({ what: "call out", callId, legId, to: to(other) }, add(legId, { kind: "extension", extension }));
      },
      [Symbol.asyncDispose]: () => {
        if (this.#on === on) this.kill();
        return Promise.resolve();
      },
    };
  }
}

import type { PackedUnit } from "../rtsp/rtp.ts";
import type { Fate, Watch } from "../rtsp/session.ts";

/** One picture that was to be sent: its number, when it was taken (ms since the Unix epoch), and whether it is a key frame. */
export type Mark = { readonly number: number; readonly takenAt: number; readonly key: boolean };
/** Fate of a picture as the ledger knows it. Doubtful: bytes that are no packet were sent a little before. */
export type KnownFate = Fate | "doubtful";
export type Entry = readonly [number: number, takenAt: number, key: 0 | 1, fate: KnownFate];
/** Account of one camera. */
export type Account = {
  readonly name: string;
  readonly sessions: readonly (readonly Entry[])[];
  readonly requests: readonly string[];
  /** Longest time by which a picture was sent too late, ms: a machine that has no time for the laboratory. */
  readonly lateMs: number;
};

/** Key frames after noise from which on a reader is surely in step again. */
const KEYS_AFTER_NOISE = 3;
const MOST_REQUESTS = 200;

/** Keeps what one camera sent and withheld. */
export class Ledger {
  readonly #name: string;
  readonly #marks = new WeakMap<PackedUnit, Mark>();
  readonly #sessions = new Map<string, Entry[]>();
  readonly #doubtfulKeys = new Map<string, number>();
  readonly #requests: string[] = [];
  #lateMs = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Says which picture a unit is, before it is sent. */
  marked(unit: PackedUnit, mark: Mark): void {
    this.#marks.set(unit, mark);
  }

  /** A picture was sent so long after its time, ms. */
  late(byMs: number): void {
    this.#lateMs = Math.max(this.#lateMs, byMs);
  }

  readonly watch: Watch = {
    unit: (session, unit, fate) => {
      const mark = this.#marks.get(unit);
      if (mark === undefined) return;
      const doubtful = (this.#doubtfulKeys.get(session) ?? 0) - (mark.key ? 1 : 0);
      this.#doubtfulKeys.set(session, doubtful);
      const known = doubtful > 0 && fate === "whole" ? "doubtful" : fate;
      const entries = this.#sessions.get(session) ?? [];
      entries.push([mark.number, mark.takenAt, mark.key ? 1 : 0, known]);
      this.#sessions.set(session, entries);
    },
    noise: (session) => void this.#doubtfulKeys.set(session, KEYS_AFTER_NOISE),
    request: (method) => void (this.#requests.length < MOST_REQUESTS && this.#requests.push(method)),
  };

  /** Pictures sent or withheld so far. */
  get count(): number {
    return [...this.#sessions.values()].reduce((sum, entries) => sum + entries.length, 0);
  }

  account(): Account {
    return { name: this.#name, sessions: [...this.#sessions.values()], requests: this.#requests, lateMs: Math.round(this.#lateMs) };
  }
}

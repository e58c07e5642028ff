import type { BoloNotice } from "@amaliyat/contract/bolos";
import type { Drive, Duty } from "@amaliyat/contract/dispatch";
import type { SignInNotice, User } from "@amaliyat/contract/identity";
import { applyActs } from "../duty/apply.ts";
import type { News } from "../storage/news.ts";
import type { Link } from "../live/link.ts";
import { EMPTY, type Outbox } from "../outbox/outbox.ts";
import type { Fix } from "../storage/buffer.ts";

/** Everything that the screens show. Times in ms since the epoch. */
export type State = {
  readonly user: User | null;
  /** The session is over at the room: waiting acts are sent once the same person has signed in. */
  readonly over: boolean;
  /** False where the person speaks for no unit now. */
  readonly hasUnit: boolean;
  readonly read: { readonly read: Duty; readonly at: number } | null;
  /** The duty with the crew's acts since; null before the first read. */
  readonly duty: Duty | null;
  readonly box: Outbox;
  /** The phone's store takes nothing more: what is new is kept only while the app is open. */
  readonly isFull: boolean;
  /** False where the phone's store is forbidden or does not open: all is kept only while the app is open. */
  readonly hasStore: boolean;
  readonly shift: { readonly unitId: string; readonly since: number } | null;
  readonly link: Link;
  readonly fix: Fix | null;
  /** Positions that were given up because they waited too long. */
  readonly dropped: number;
  readonly drives: Readonly<Record<string, Drive>>;
  readonly news: News;
  readonly bolos: readonly BoloNotice[];
  /** Codes to the own sign-in that were given, which the person has not read of. */
  readonly notices: readonly SignInNotice[];
};

export const nobody = (at: number): State => ({
  user: null,
  over: false,
  hasUnit: true,
  read: null,
  duty: null,
  box: EMPTY,
  isFull: false,
  hasStore: true,
  shift: null,
  link: { kind: "down", since: at },
  fix: null,
  dropped: 0,
  drives: {},
  news: {},
  bolos: [],
  notices: [],
});

/** State that screens listen to. */
export class Store {
  #state: State;
  readonly #listeners = new Set<() => void>();

  constructor(first: State) {
    this.#state = first;
  }

  get = (): State => this.#state;

  set(change: Partial<State>): void {
    const next = { ...this.#state, ...change };
    const isNew = next.read !== this.#state.read || next.box !== this.#state.box;
    const { read, box } = next;
    const duty = read === null ? null : isNew ? applyActs(read.read, [...box.landed, ...box.waiting]) : next.duty;
    this.#state = { ...next, duty };
    for (const listener of this.#listeners) listener();
  }

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

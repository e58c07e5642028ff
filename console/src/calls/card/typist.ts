import type { Problem } from "@amaliyat/contract/route";
import { keystrokes, NEW_LINE, signsOf } from "@amaliyat/domain/calls";
import type { Result } from "@amaliyat/domain/kernel";
import { isPassing } from "../../api/index.ts";
import { createStore, onPersonLeft } from "../../store/index.ts";

/** Sends signs after those that were sent before; the answer says how many there are by then. */
type Send = (signs: {
  readonly writer: string;
  readonly after: number;
  readonly text: string;
}) => Promise<Result<{ readonly sent: number }, Problem>>;

/** Time to gather letters, and time after which unconfirmed letters are sent again (ms). */
const [GATHER_MS, AGAIN_MS] = [300, 1_000];
/** Most characters in one request. */
const MOST = 500;

/** The state of a typist as the screen shows it: unconfirmed letters, and the room's refusal. */
export type TypistState = { readonly waits: boolean; readonly late: boolean; readonly refused: Problem | null };

/** Letters that did not arrive before a page was loaded again, under the name and number with which they were sent. */
type KeptTypist = { readonly writer: string; readonly sent: number; readonly line: string; readonly pending: string };

const newWriter = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Sends typed text letter by letter, in order. Unsent letters stay and are sent again with the same number, so that the room takes each
 * letter once.
 */
export class Typist implements Disposable {
  readonly #send: Send;
  /** A name of its own, so that two pages of one person are not taken for one. */
  #writer = newWriter();
  #sent = 0;
  #line = "";
  #pending = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #ended = false;
  readonly state = createStore<TypistState>({ waits: false, late: false, refused: null });

  constructor(send: Send, kept: KeptTypist | null = null) {
    this.#send = send;
    if (kept === null) return;
    [this.#writer, this.#sent, this.#line] = [kept.writer, kept.sent, kept.line];
    this.#add(kept.pending);
  }

  /** Hands over the unconfirmed letters; null if there are none. */
  get kept(): KeptTypist | null {
    if (this.#pending === "" || this.#ended) return null;
    return { writer: this.#writer, sent: this.#sent, line: this.#line, pending: this.#pending };
  }

  /** A screen shows the line again, as the caller has it by now, unless something is still on its way. */
  begin(line: string): void {
    if (this.#pending === "" && !this.#isSending) this.#line = line;
  }

  /** The line is this by now. */
  type(line: string): void {
    this.#add(keystrokes(this.#line, line));
    this.#line = line;
  }
  endLine(): void {
    this.#add(NEW_LINE);
    this.#line = "";
  }

  #add(signs: string): void {
    if (signs === "") return;
    this.#pending += signs;
    this.#show({ waits: true });
    if (!this.#isSending) this.#timer ??= setTimeout(() => void this.#work(), GATHER_MS);
  }
  #show(change: Partial<TypistState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }

  async #work(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#ended || this.#pending === "") return;
    this.#isSending = true;
    const answer = await this.#send({ writer: this.#writer, after: this.#sent, text: signsOf(this.#pending).slice(0, MOST).join("") });
    this.#isSending = false;
    if (answer.ok) {
      this.#pending = signsOf(this.#pending)
        .slice(answer.value.sent - this.#sent)
        .join("");
      this.#sent = answer.value.sent;
      this.#show({ waits: this.#pending !== "", late: false, refused: null });
    } else {
      this.#show({ late: true, refused: isPassing(answer.error) ? null : answer.error });
    }
    // The room no longer knows letters that it had confirmed: the rest goes on under another name, or it would be refused for ever.
    const isGap = !answer.ok && answer.error.code === "call.text_gap";
    if (isGap) [this.#writer, this.#sent] = [newWriter(), 0];
    if (this.#pending === "" || this.#ended) return;
    // Other text that the room refuses is sent again with the next letter.
    if (answer.ok || isGap || isPassing(answer.error)) this.#timer = setTimeout(() => void this.#work(), answer.ok ? GATHER_MS : AGAIN_MS);
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

const typists = new Map<string, Typist>();
const keyOf = (callId: string, userId: string): string => `${callId} ${userId}`;
const storeKey = (key: string): string => `amaliyat.typist.${key}`;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A page that closes hands its letters to its successor after a reload. No letter is lost, and none is sent under two names. */
export function writeTypists(store: Store): void {
  for (const [key, { kept }] of typists) if (kept !== null) store.setItem(storeKey(key), JSON.stringify(kept));
}

/** Reads and deletes the letters that the page before handed over: another page of this tab begins under a name of its own. */
function consumeKept(store: Store, key: string): KeptTypist | null {
  const kept = store.getItem(storeKey(key));
  store.removeItem(storeKey(key));
  return kept === null ? null : (JSON.parse(kept) as KeptTypist);
}

let isWatching = false;
/** The store of this tab; null if the browser forbids it. */
function openStore(): Store | null {
  try {
    const store = sessionStorage;
    if (!isWatching) addEventListener("pagehide", () => writeTypists(store));
    // A page that comes back as it was goes on with its own letters.
    if (!isWatching) addEventListener("pageshow", () => typists.forEach((_typist, key) => store.removeItem(storeKey(key))));
    isWatching = true;
    return store;
  } catch {
    return null;
  }
}

/** The typist of a person in a call. Leaving the card for a moment, or reloading the page, loses no letter on its way. */
export function typistOf(callId: string, userId: string, send: Send, store: Store | null = openStore()): Typist {
  const key = keyOf(callId, userId);
  const found = typists.get(key) ?? new Typist(send, store === null ? null : consumeKept(store, key));
  typists.set(key, found);
  return found;
}

/** The call is over: nothing more is sent in it. */
export function forgetTypist(callId: string, userId: string): void {
  const key = keyOf(callId, userId);
  typists.get(key)?.[Symbol.dispose]();
  typists.delete(key);
  openStore()?.removeItem(storeKey(key));
}

// Letters of a person who left would be sent in the name of the next one.
onPersonLeft(() => {
  for (const [key, typist] of typists) {
    typist[Symbol.dispose]();
    openStore()?.removeItem(storeKey(key));
  }
  typists.clear();
});

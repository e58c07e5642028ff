import type { BoloNotice } from "@amaliyat/contract/bolos";
import type { Drive, Duty } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import { Turns } from "@amaliyat/domain/kernel";
import { PhoneStore, settled, within } from "@amaliyat/ui/phone-store";
import type { News } from "./news.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Buffer } from "./buffer.ts";

/** Values that outlive the page, by name. All but `user` are stored per person: a phone goes from hand to hand. */
export type Things = {
  /** Person signed in here. */
  readonly user: User;
  /** The duty as it was last read, and when, in ms. */
  readonly duty: { readonly read: Duty; readonly at: number };
  readonly outbox: Outbox;
  /** The unit for which vehicle and crew were said, and when. */
  readonly shift: { readonly unitId: string; readonly since: number };
  readonly positions: Buffer;
  /** By which the phone calls for help once its session is over; the private half cannot be taken out of the phone. */
  readonly distressKey: { readonly keyId: string; readonly key: CryptoKey };
  /** Ways to interventions, by assignment. */
  readonly drives: Readonly<Record<string, Drive>>;
  /** Changes of orders that the crew has not read. */
  readonly news: News;
  /** BOLOs, with their small pictures, as last read. */
  readonly bolos: readonly BoloNotice[];
};
export type Name = keyof Things;

const VALUES = "kept";
/** Pictures by the key of their act, beside the rest: the part written with every act stays small. */
const PICTURES = "pictures";

/** A value that is not on the disk yet; `undefined` deletes the key. */
type Write = { readonly store: string; readonly key: string; readonly value: unknown };

/** Delay after which a write that the store refused is repeated by itself, ms. */
const REPEAT_MS = 30_000;

/** Time that the store has to open and to answer once, ms. A phone just switched on is slow. */
const OPEN_MS = 2500;

/**
 * The phone's store. A write never fails: it resolves once it is on the disk, or the store refused it or took too long. A refused value
 * stays in memory, is read from there, and is written again with the next write and every 30 s.
 * A store that does not open is left alone: all is in memory, and nothing is written over values that were not read.
 */
export class Kept {
  readonly #store = new PhoneStore("amaliyat-patrol", [VALUES, PICTURES]);
  readonly #onFull: (isFull: boolean) => void;
  /** The latest write of each key that is not on the disk yet. */
  readonly #unwritten = new Map<string, Write>();
  /** The outboxes as they stand on the disk, by key. */
  readonly #outboxes = new Map<string, Outbox>();
  readonly #turns = new Turns();
  #isOff = false;
  /** True once another page has the store: this one only reads. */
  #isLeft = false;
  #isFull = false;
  #isSlow = false;
  #repeat: ReturnType<typeof setTimeout> | undefined;

  private constructor(onFull: (isFull: boolean) => void) {
    this.#onFull = onFull;
  }

  /**
   * Opens the store, or works without where it is forbidden or does not answer. `onFull` is told when something is in memory alone, and when
   * all is on the disk again.
   */
  static async open(onFull: (isFull: boolean) => void): Promise<Kept> {
    const kept = new Kept(onFull);
    const opened = kept.#store.read(VALUES, (values) => values.get("user:")).then(() => true);
    kept.#isOff = !(await within(opened, false, OPEN_MS));
    if (kept.#isOff)
      kept.whenOpen = opened.then(
        () => undefined,
        () => new Promise(() => undefined),
      );
    return kept;
  }

  /** True while the phone's store is not used: it did not open. */
  get isOff(): boolean {
    return this.#isOff;
  }

  /** Resolves once the store has opened, however late; never if it is forbidden. */
  whenOpen: Promise<void> = Promise.resolve();

  /** Uses a store that opened late, as it is: what was put in memory meanwhile is dropped. */
  use(): void {
    this.#unwritten.clear();
    this.#isOff = false;
  }

  /** Leaves the store to another page. Nothing is written any more; what was stored can be read. */
  leave(): void {
    clearTimeout(this.#repeat);
    this.#isLeft = true;
  }

  /** The outbox that another page finds on the disk, as far as this one wrote or read it. A write under way is waited for. */
  async storedOutbox(owner: string): Promise<Outbox | undefined> {
    await within(this.#turns.idle(), undefined);
    return this.#outboxes.get(`outbox:${owner}`);
  }

  /** True for a picture that is in memory alone. */
  isPictureHere(key: string): boolean {
    return this.#unwritten.get(`${PICTURES} ${key}`)?.value !== undefined;
  }

  async get<N extends Name>(name: N, owner = ""): Promise<Things[N] | undefined> {
    const key = `${name}:${owner}`;
    const value = (await this.#read(VALUES, key)) as Things[N] | undefined;
    if (name === "outbox" && !this.#unwritten.has(`${VALUES} ${key}`)) this.#noteStored(VALUES, key, value);
    return value;
  }

  put<N extends Name>(name: N, owner: string, value: Things[N]): Promise<void> {
    return this.#write([{ store: VALUES, key: `${name}:${owner}`, value }]);
  }

  forget(name: Name, owner = ""): Promise<void> {
    return this.#write([{ store: VALUES, key: `${name}:${owner}`, value: undefined }]);
  }

  async picture(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const found = await this.#read(PICTURES, key);
    return found instanceof Uint8Array ? new Uint8Array(found) : null;
  }

  putPicture(key: string, bytes: Uint8Array): Promise<void> {
    return this.#write([{ store: PICTURES, key, value: bytes }]);
  }

  forgetPictures(keys: readonly string[]): Promise<void> {
    return this.#write(keys.map((key) => ({ store: PICTURES, key, value: undefined })));
  }

  async #read(store: string, key: string): Promise<unknown> {
    const waiting = this.#unwritten.get(`${store} ${key}`);
    if (waiting !== undefined) return waiting.value;
    return this.#isOff ? undefined : this.#store.read(store, (values) => values.get(key));
  }

  async #write(writes: readonly Write[]): Promise<void> {
    for (const write of writes) this.#unwritten.set(`${write.store} ${write.key}`, write);
    if (this.#isOff || this.#isLeft) return;
    const turn = this.#turns.run(() => this.#writeAll());
    // A store that hangs is waited for once, and not with every act.
    if (this.#isSlow || (await within(turn, false))) return;
    this.#isSlow = true;
    this.#become(true);
    void turn.finally(() => (this.#isSlow = false));
  }

  /** Writes all that waits, each by itself: a picture that finds no room must not hold up an act. True once the store answered each. */
  async #writeAll(): Promise<true> {
    clearTimeout(this.#repeat);
    let isFull = false;
    for (const [id, write] of this.#unwritten) {
      if (this.#isOff || this.#isLeft) return true;
      try {
        await this.#store.write(write.store, async (values) => {
          await (write.value === undefined ? settled(values.delete(write.key)) : settled(values.put(write.value, write.key)));
        });
        this.#noteStored(write.store, write.key, write.value);
        if (this.#unwritten.get(id) === write) this.#unwritten.delete(id);
      } catch {
        isFull = true;
      }
    }
    this.#become(isFull);
    if (isFull && !this.#isLeft) this.#repeat = setTimeout(() => void this.#write([]), REPEAT_MS);
    return true;
  }

  #noteStored(store: string, key: string, value: unknown): void {
    if (store === VALUES && key.startsWith("outbox:") && value !== undefined) this.#outboxes.set(key, value as Outbox);
  }

  #become(isFull: boolean): void {
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#onFull(isFull);
  }
}

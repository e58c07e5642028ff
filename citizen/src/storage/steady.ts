import { Turns } from "@amaliyat/domain/kernel";
import { PATIENCE_MS, within } from "@amaliyat/ui/phone-store";

type How<T> = (old: T) => T;

/** The store of the phone. Both calls may fail, and both may never answer: a phone is full, a browser forbids, a store hangs. */
export type Disk<T> = {
  readonly get: () => Promise<T | undefined>;
  readonly change: (how: (old: T | undefined) => T) => Promise<T>;
};

/**
 * A value kept in the phone's store while that works, and in memory otherwise. A change is visible at once. A change that the store refused
 * is repeated with the next one, on top of the stored value.
 */
export class Steady<T> {
  readonly #disk: Disk<T>;
  readonly #none: T;
  readonly #patienceMs: number;
  #onDisk: T;
  #seen: T;
  #unkept: readonly How<T>[] = [];
  readonly #turns = new Turns();
  #isSlow = false;
  #isRead = false;
  #wasRead: () => void = () => undefined;
  /** Resolves once the stored value was read, however late; never where the store fails. */
  readonly whenRead = new Promise<void>((resolve) => (this.#wasRead = resolve));

  constructor(disk: Disk<T>, none: T, patienceMs = PATIENCE_MS) {
    this.#disk = disk;
    this.#none = none;
    this.#patienceMs = patienceMs;
    this.#onDisk = none;
    this.#seen = none;
  }

  now(): T {
    return this.#seen;
  }

  /** False while it is unknown what the store holds: it was too slow, or it failed. */
  isRead(): boolean {
    return this.#isRead;
  }

  /** False while something is in memory alone. */
  isKept(): boolean {
    return this.#unkept.length === 0;
  }

  /** Changes it at once; ends once that is on the disk, or the store did not do it in time. */
  async change(how: How<T>): Promise<T> {
    // A change that fails with an exception is none: repeated with the next ones, it would hold up each of them.
    this.#seen = how(this.#seen);
    this.#unkept = [...this.#unkept, how];
    await this.#inTurn(async () => {
      const batch = this.#unkept;
      if (batch.length === 0) return;
      const kept = await this.#disk.change((old) => batch.reduce((value, each) => each(value), old ?? this.#none));
      this.#unkept = this.#unkept.slice(batch.length);
      this.#holds(kept);
    });
    return this.#seen;
  }

  /** Looks at the disk: other pages change it too. */
  async read(): Promise<T> {
    await this.#inTurn(async () => this.#holds((await this.#disk.get()) ?? this.#none));
    return this.#seen;
  }

  #holds(onDisk: T): void {
    this.#onDisk = onDisk;
    this.#seen = this.#unkept.reduce((value, how) => how(value), this.#onDisk);
    this.#isRead = true;
    this.#wasRead();
  }

  /** One after the other, or an old look would undo a new change. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turns.run(work).catch(() => undefined);
    // A store that hangs is waited for once, and not by everybody again.
    if (this.#isSlow) return;
    const isDone = await within(
      turn.then(() => true),
      false,
      this.#patienceMs,
    );
    if (isDone) return;
    this.#isSlow = true;
    void turn.then(() => (this.#isSlow = false));
  }
}

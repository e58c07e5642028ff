/** Time after which an unanswered request means that the room is away. */
const SILENT_MS = 10_000;
/** While something hangs, or the room is away, it is asked so often whether it answers at all. */
const PROBE_EVERY_MS = 4_000;
/** A probe that takes longer tells nothing: the next one is under way. */
const PROBE_PATIENCE_MS = 8_000;

/** Header of the room's own answers, as the contract has it: a portal of a network answers without. */
export const ROOM_MARK = "amaliyat-room";

const isRoomsOwn = (response: Response): boolean => response.headers.has(ROOM_MARK);

/**
 * The room redirects no request under `/api/`. A redirect followed to any address of the room would bring an answer of the room to another
 * request, with its mark.
 */
const DIRECT = { cache: "no-store", redirect: "error" } as const;

/** Asks the room of this page whether it answers. An answer of somebody on the way, such as a portal of a network, is none of the room. */
export async function roomProbe(patienceMs = PROBE_PATIENCE_MS): Promise<boolean> {
  const response = await fetch("/api/health", { ...DIRECT, credentials: "omit", signal: AbortSignal.timeout(patienceMs) });
  return isRoomsOwn(response);
}

/**
 * Watches whether the room answers, by the traffic: a browser takes a link without internet for a network. The room is away when a request
 * fails on the way, or when requests had no answer for 10 s. The first answer to any request says that it is there.
 */
export class Reach {
  readonly #probe: () => Promise<boolean>;
  readonly #listeners = new Set<() => void>();
  readonly #hanging = new Set<symbol>();
  #isReached: boolean | null = null;
  #isProbing = false;
  #isStale = false;
  #silent: ReturnType<typeof setTimeout> | undefined;
  #probing: ReturnType<typeof setTimeout> | undefined;

  constructor(probe: () => Promise<boolean>) {
    this.#probe = probe;
  }

  /** Null before the first answer, and before the first that failed to come. */
  isReached = (): boolean | null => this.#isReached;

  /** Calls the listener when the room begins or stops to answer; ends with the returned function. */
  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#isReached === false) this.#probeSoon();
    return () => void this.#listeners.delete(listener);
  };

  /** Registers a request to the room. Call the returned function once, with whether an answer came. */
  asked(): (isAnswered: boolean) => void {
    const one = Symbol("asked");
    this.#hanging.add(one);
    this.#silent ??= setTimeout(() => this.#become(false), SILENT_MS);
    this.#probeSoon();
    return (isAnswered) => {
      if (!this.#hanging.delete(one)) return;
      this.#heard(isAnswered);
    };
  }

  /** Asks the room now: the network says that it changed. */
  look = (): void => {
    // A probe sent before the change says nothing of the present.
    this.#isStale = this.#isProbing;
    void this.#ask();
  };

  #heard(isAnswered: boolean): void {
    clearTimeout(this.#silent);
    // Requests that still hang have their own time again.
    this.#silent = this.#hanging.size > 0 ? setTimeout(() => this.#become(false), SILENT_MS) : undefined;
    this.#become(isAnswered);
  }

  #become(isReached: boolean): void {
    if (this.#isReached !== isReached) {
      this.#isReached = isReached;
      for (const listener of this.#listeners) listener();
    }
    if (!isReached) this.#probeSoon();
  }

  /** Nobody who looks, and nothing that hangs: then nothing is asked. */
  #isWanted(): boolean {
    return this.#hanging.size > 0 || (this.#isReached === false && this.#listeners.size > 0);
  }

  #probeSoon(): void {
    if (this.#probing !== undefined) return;
    this.#probing = setTimeout(() => {
      this.#probing = undefined;
      if (this.#isWanted()) void this.#ask();
    }, PROBE_EVERY_MS);
  }

  async #ask(): Promise<void> {
    if (this.#isProbing) return;
    this.#isProbing = true;
    const isAnswered = await this.#probe().catch(() => false);
    this.#isProbing = false;
    if (this.#isStale) {
      this.#isStale = false;
      return this.#ask();
    }
    // A probe that fails while a request still waits for its own answer says nothing yet; the ten seconds do.
    if (isAnswered || this.#hanging.size === 0) this.#heard(isAnswered);
    if (this.#isWanted()) this.#probeSoon();
  }
}

/** Answer to a request. `body` is its JSON: undefined if it has none by its status, null if it refuses without one. */
export type RoomReply = { readonly status: number; readonly isOk: boolean; readonly body: unknown };

/**
 * Sends a request to the room of this page, and informs `reach` whether the room answered. Null if the request or its answer is lost, or if
 * somebody on the way answered in place of the room. A failure on the way (5xx) is returned without its body: a gateway without its room.
 */
export async function fetchRoom(reach: Reach, path: string, init: RequestInit, patience: number | AbortSignal): Promise<RoomReply | null> {
  const done = reach.asked();
  try {
    const response = await fetch(path, {
      ...init,
      ...DIRECT,
      signal: typeof patience === "number" ? AbortSignal.timeout(patience) : patience,
    });
    const { status, ok: isOk } = response;
    const isOwn = isRoomsOwn(response);
    done(isOwn);
    if (!isOwn) return status >= 500 ? { status, isOk: false, body: null } : null;
    if (!isOk) return { status, isOk, body: await response.json().catch(() => null) };
    return { status, isOk, body: status === 204 ? undefined : await response.json() };
  } catch {
    done(false);
    return null;
  }
}

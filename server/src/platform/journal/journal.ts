import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { openReader } from "./journal-store.ts";
import type { FromStore, Kept, Step, ToStore } from "./journal-protocol.ts";

/** One record as it was appended. `place` rises within the journal and is never given twice. */
export type JournalRecord = { readonly place: number; readonly text: string };

/**
 * Records that must outlive a database that is away, slow or killed, and this process. Every method that changes something resolves once it
 * is on the disk; all that wait at the same time share one sync.
 */
export type Journal = AsyncDisposable & {
  /** Adds records to a stream, in their order; returns the place of the first. */
  readonly append: (stream: string, records: readonly string[]) => Promise<number>;
  /** The records of a stream that were not dropped, rising. */
  readonly replay: (stream: string) => Promise<JournalRecord[]>;
  /** Drops the records of a stream below a place, because what they say is kept elsewhere now. */
  readonly truncate: (stream: string, before: number) => Promise<void>;
  /** Keeps the newest value under a name; the one before it is gone. */
  readonly put: (name: string, value: string) => Promise<void>;
  /** The value under a name; null where none was kept. */
  readonly get: (name: string) => Promise<string | null>;
  /** Forgets the value under a name; nothing where there is none. */
  readonly remove: (name: string) => Promise<void>;
  /** The values whose names begin with a prefix, in the order of their names. */
  readonly values: (prefix: string) => Promise<string[]>;
};

/** The disk took no record, or the journal cannot be read: nothing may be acknowledged that needs it. */
export class JournalFault extends Error {
  override readonly name = "JournalFault";
}

export const JOURNAL_FILE = "journal.db";

type Waiting = { readonly step: Step; readonly done: (kept: Kept) => void; readonly failed: (cause: Error) => void };

export type JournalOptions = {
  /** A disk that takes a batch for longer is taken to fail until it answers, ms; without it whoever asks waits as long as the disk. */
  readonly answersWithinMs?: number;
  /** The program of the thread; for tests of a disk that hangs. */
  readonly thread?: URL;
  /** A thread that was started before. */
  readonly warm?: WarmThread;
};

const THREAD = new URL("journal-worker-main.ts", import.meta.url);

const startThread = (thread: URL): Worker => new Worker(thread, { name: "journal", execArgv: ["--disable-warning=ExperimentalWarning"] });

/** A thread for a journal that is opened later: its start takes 100 ms and more, while the room does other things. */
export type WarmThread = AsyncDisposable & { readonly acquire: () => Worker };

export function warmThread(): WarmThread {
  let warm: Worker | null = startThread(THREAD);
  warm.on("error", () => (warm = null));
  return {
    acquire: () => {
      const taken = warm ?? startThread(THREAD);
      warm = null;
      taken.removeAllListeners("error");
      return taken;
    },
    [Symbol.asyncDispose]: async () => void (await warm?.terminate()),
  };
}

/**
 * Opens the journal of a folder, on a thread of its own. Records that arrive while a batch is being written form the next batch. A batch
 * that the disk does not take fails for all who are in it, whole, and the next one is tried: a full disk may have room again. A batch that
 * came too late may be on the disk all the same.
 */
export async function openJournal(folder: string, { answersWithinMs, thread = THREAD, warm }: JournalOptions = {}): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const worker = warm?.acquire() ?? startThread(thread);
  let waiting: Waiting[] = [];
  let flying: readonly Waiting[] = [];
  let fault: JournalFault | null = null;
  /** True since a batch took too long, until the disk has answered it. */
  let isHung = false;
  let late: NodeJS.Timeout | undefined;

  const faultOf = (reason: string): JournalFault => new JournalFault(`the journal in ${folder} cannot be written: ${reason}`);
  const failAll = (cause: JournalFault): void => {
    const lost = [...flying, ...waiting];
    [flying, waiting] = [[], []];
    for (const { failed } of lost) failed(cause);
  };
  const end = (cause: unknown): void => {
    fault ??= faultOf(cause instanceof Error ? cause.message : String(cause));
    clearTimeout(late);
    failAll(fault);
  };
  const hang = (): void => {
    isHung = true;
    failAll(faultOf("the disk does not answer"));
  };
  const send = (): void => {
    if (flying.length > 0 || waiting.length === 0 || fault !== null || isHung) return;
    [flying, waiting] = [waiting, []];
    if (answersWithinMs !== undefined) late = setTimeout(hang, answersWithinMs);
    worker.postMessage(flying.map(({ step }) => step) satisfies ToStore);
  };
  worker.on("error", end);
  worker.on("exit", () => end("its thread has ended"));
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  worker.on("message", (message: FromStore) => {
    if (message.kind === "opened") return resolve();
    clearTimeout(late);
    isHung = false;
    const answered = flying;
    flying = [];
    for (const [i, { done, failed }] of answered.entries()) {
      if (message.kind === "failed") failed(faultOf(message.reason));
      else done(message.kept[i] ?? null);
    }
    send();
  });
  worker.once("error", reject);
  worker.postMessage(join(folder, JOURNAL_FILE));

  const ask = (step: Step): Promise<Kept> =>
    new Promise((done, failed) => {
      if (fault !== null) return failed(fault);
      if (isHung) return failed(faultOf("the disk does not answer"));
      waiting.push({ step, done, failed });
      // Everything else that this turn of the event loop adds joins the same batch.
      if (waiting.length === 1) setImmediate(send);
    });
  try {
    await opened;
  } catch (cause) {
    end(cause);
    throw fault ?? cause;
  }
  return {
    append: async (stream, records) => Number(await ask({ kind: "append", stream, records })),
    replay: async (stream) => ((await ask({ kind: "replay", stream })) as JournalRecord[] | null) ?? [],
    truncate: async (stream, before) => void (await ask({ kind: "truncate", stream, before })),
    put: async (name, value) => void (await ask({ kind: "put", name, value })),
    get: async (name) => (await ask({ kind: "get", name })) as string | null,
    remove: async (name) => void (await ask({ kind: "remove", name })),
    values: async (prefix) => ((await ask({ kind: "values", prefix })) as string[] | null) ?? [],
    async [Symbol.asyncDispose]() {
      if (fault === null) await ask({ kind: "get", name: "" }).catch(() => undefined);
      fault ??= new JournalFault("the journal is closed");
      await worker.terminate();
    },
  };
}

/** Reads the journal of a folder that a running room may be writing; null where there is none. */
export function readJournal(folder: string): Pick<Journal, "replay" | "get"> | null {
  const file = join(folder, JOURNAL_FILE);
  if (!existsSync(file)) return null;
  const reader = openReader(file);
  return {
    replay: (stream) => Promise.resolve(reader.replay(stream)),
    get: (name) => Promise.resolve(reader.get(name)),
  };
}

import { detectEncoding, type EncodingRefusal } from "@amaliyat/domain/statistics";
import { isUtf8 } from "node:buffer";
import { deserialize } from "node:v8";
import { Worker } from "node:worker_threads";
import type { FromJudge, GoodRow, Judged, JudgeSetup, RefusedRow, ToJudge } from "./judged.ts";

/** The largest file of 64 MiB has a million rows; what is judged waits outside the heap. */
const HEAP_MB = 1_024;
const HEAD_BYTES = 65_536;

export type JudgeOptions = Omit<Extract<JudgeSetup, { task: "judge" }>, "task"> & { readonly heapMb?: number };

/** A file that is judged, held by a thread of its own until it is let go. Any batch may be asked for again. */
export type JudgedFile = AsyncDisposable &
  Judged & {
    readonly good: (nth: number) => Promise<readonly GoodRow[]>;
    readonly refusal: (nth: number) => Promise<readonly RefusedRow[]>;
  };

/** A thread that is asked one thing at a time. Its exceptions, and its death, are thrown to whoever waits. */
class Judge implements AsyncDisposable {
  readonly #worker: Worker;
  #waiting: { readonly kind: FromJudge["kind"]; readonly resolve: (message: FromJudge) => void } | null = null;
  #onRead: (rows: number) => void = () => undefined;
  readonly #died: Promise<never>;

  constructor(setup: JudgeSetup, heapMb = HEAP_MB) {
    this.#worker = new Worker(new URL("./judge-worker.ts", import.meta.url), {
      workerData: setup,
      name: "import",
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    this.#worker.unref();
    this.#died = new Promise((_, reject) => {
      this.#worker.once("error", reject);
      this.#worker.once("exit", (code) => reject(new Error(`the thread that judges a file ended with ${code}`)));
    });
    // Nobody may wait just then.
    this.#died.catch(() => undefined);
    this.#worker.on("message", (message: FromJudge) => {
      if (message.kind === "read") this.#onRead(message.rows);
      else if (message.kind === this.#waiting?.kind) this.#waiting.resolve(message);
    });
  }

  onRead(listener: (rows: number) => void): void {
    this.#onRead = listener;
  }

  tell(message: ToJudge): void {
    this.#worker.postMessage(message);
  }

  /** The next answer of a kind; asks for it first. */
  async ask<Kind extends FromJudge["kind"]>(kind: Kind, message?: ToJudge): Promise<Extract<FromJudge, { kind: Kind }>> {
    const answer = new Promise<FromJudge>((resolve) => {
      this.#waiting = { kind, resolve };
    });
    if (message !== undefined) this.tell(message);
    return (await Promise.race([answer, this.#died])) as Extract<FromJudge, { kind: Kind }>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}

/**
 * Reads and judges a file in a thread of its own, which answers other people not one millisecond later for it. `onRead` is told how far
 * it is; whatever it throws ends the judging.
 */
export async function judgeFile(
  { heapMb, ...asked }: JudgeOptions,
  parts: AsyncIterable<Uint8Array>,
  onRead: (rows: number) => Promise<void>,
): Promise<JudgedFile> {
  await using stack = new AsyncDisposableStack();
  const judge = stack.use(new Judge({ task: "judge", ...asked }, heapMb));
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch(() => undefined);
  let told: Promise<void> | null = null;
  judge.onRead((rows) => {
    told ??= onRead(rows)
      .catch((cause: unknown) => stopped.reject(cause))
      .finally(() => {
        told = null;
      });
  });
  const send = async (): Promise<Judged> => {
    for await (const bytes of parts) judge.tell({ kind: "part", bytes });
    const { rows, refused, goods, refusals } = await judge.ask("judged", { kind: "end" });
    // The last message must not arrive behind the next one.
    await told;
    return { rows, refused, goods, refusals };
  };
  const judged = await Promise.race([send(), stopped.promise]);
  const batch = async <T>(kind: "good" | "refused", nth: number): Promise<readonly T[]> =>
    deserialize((await judge.ask("batch", { kind, nth })).bytes) as readonly T[];
  const kept = stack.move();
  return {
    ...judged,
    good: (nth) => batch<GoodRow>("good", nth),
    refusal: (nth) => batch<RefusedRow>("refused", nth),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Why a file cannot be read, or how many bytes of byte-order mark it begins with. Only a file that is no UTF-8 costs a thread. */
export async function encodingOf(bytes: Buffer): Promise<ReturnType<typeof detectEncoding>> {
  if (isUtf8(bytes) && !bytes.includes(0)) return detectEncoding(bytes.subarray(0, HEAD_BYTES), false);
  await using judge = new Judge({ task: "encoding", bytes });
  const { code, byte } = await judge.ask("encoding");
  return { ok: false, error: { code: code as EncodingRefusal["code"], ...(byte === null ? {} : { params: { byte } }) } };
}

import { startWorker, type Child } from "../harness/child.ts";

export type ManyAsked = {
  readonly trunk: number;
  readonly perSecond: number;
  /** Callers stay for a time between these, ms. */
  readonly staysMs: readonly [number, number];
};

/** The course of one caller; moments in epoch ms. */
export type Stay = {
  readonly number: string;
  readonly dialledAt: number;
  readonly answeredAt: number | null;
  /** The last status that the caller heard; null for none. */
  readonly status: number | null;
  /** From the answer to the first sound, and the longest time without sound after it, ms; null where none came. */
  readonly wordMs: number | null;
  readonly silenceMs: number | null;
  /** True where the room hung up. */
  readonly hungUp: boolean;
};

/** A caller who was answered and is still there; moments in epoch ms. */
export type Answered = Pick<Stay, "dialledAt" | "answeredAt">;

export type ManySay =
  | { readonly kind: "ready" }
  | { readonly kind: "answers"; readonly answers: readonly Answered[] }
  | { readonly kind: "stays"; readonly stays: readonly Stay[] }
  | { readonly kind: "told"; readonly stays: readonly Stay[] };

export type ManyCallers = Child & {
  /** Begins to dial, without end. */
  readonly dial: () => void;
  /** The callers who were answered since this was asked last. */
  readonly answers: () => Promise<readonly Answered[]>;
  /** The callers who left since this was asked last. */
  readonly stays: () => Promise<readonly Stay[]>;
  /** Dials no more, waits until everybody has left, and tells what became of them. */
  readonly end: () => Promise<readonly Stay[]>;
};

const WITHIN_MS = 120_000;

/** Callers who come, wait and leave, in a process of their own. `file` holds its order. */
export async function startManyCallers(file: string): Promise<ManyCallers> {
  const worker = startWorker(new URL("./many-callers-main.ts", import.meta.url), [file]);
  await worker.receive<Extract<ManySay, { kind: "ready" }>>("ready", WITHIN_MS);
  return {
    ...worker,
    dial: () => worker.send({ kind: "dial" }),
    answers: async () => {
      worker.send({ kind: "answers" });
      return (await worker.receive<Extract<ManySay, { kind: "answers" }>>("answers", WITHIN_MS)).answers;
    },
    stays: async () => {
      worker.send({ kind: "stays" });
      return (await worker.receive<Extract<ManySay, { kind: "stays" }>>("stays", WITHIN_MS)).stays;
    },
    end: async () => {
      worker.send({ kind: "end" });
      return (await worker.receive<Extract<ManySay, { kind: "told" }>>("told", WITHIN_MS)).stays;
    },
  };
}

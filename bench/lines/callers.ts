import { startWorker, type Child } from "../harness/child.ts";

/** One console: its person's session, and the telephone's credentials. */
export type TakerAsked = {
  readonly extension: string;
  readonly cookie: string;
  readonly login: { readonly username: string; readonly password: string; readonly realm: string };
};
export type CallersAsked = {
  /** The room's own socket for consoles. */
  readonly sip: string;
  readonly trunk: number;
  readonly takers: readonly TakerAsked[];
  readonly calls: number;
  readonly perSecond: number;
  /** Ringing time before a console answers, ms. The announcement plays meanwhile. */
  readonly answerAfterMs: number;
};

/** Times in epoch milliseconds with fractions; null if it did not happen. */
export type CallNote = {
  readonly number: string;
  readonly dialledAt: number;
  readonly answeredAt: number | null;
  readonly audioAt: number | null;
  /** Of the call-taker who answered. */
  readonly hears: boolean;
};
export type RingNote = {
  readonly legId: string;
  /** The caller that the console was shown. */
  readonly number: string;
  readonly rangAt: number;
  readonly answeredAt: number | null;
  readonly audioAt: number | null;
  readonly hears: boolean;
};
export type CallersSay =
  | { readonly kind: "ready"; readonly registered: number }
  | { readonly kind: "bridged"; readonly talking: number }
  | { readonly kind: "told"; readonly calls: readonly CallNote[]; readonly rings: readonly RingNote[] };

export type Callers = Child & {
  /** Dials all calls at their rate; how many talk with a console when all do, or when it has taken too long. */
  readonly dial: () => Promise<number>;
  /** Hangs all up, and tells what became of each. */
  readonly end: () => Promise<Extract<CallersSay, { kind: "told" }>>;
};

type Said<K extends CallersSay["kind"]> = Extract<CallersSay, { kind: K }>;
const WITHIN_MS = 120_000;

/** All callers and all consoles, in one process. `file` holds its order. */
export async function startCallers(file: string): Promise<Callers> {
  const worker = startWorker(new URL("./callers-main.ts", import.meta.url), [file]);
  await worker.receive<Said<"ready">>("ready", WITHIN_MS);
  return {
    ...worker,
    dial: async () => {
      worker.send({ kind: "dial" });
      return (await worker.receive<Said<"bridged">>("bridged", WITHIN_MS)).talking;
    },
    end: () => {
      worker.send({ kind: "end" });
      return worker.receive<Said<"told">>("told", WITHIN_MS);
    },
  };
}

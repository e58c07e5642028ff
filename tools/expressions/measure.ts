import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { ROOT } from "../project/root.ts";
import type { Expression } from "./find.ts";
import type { Job, Told } from "./measure-worker.ts";
import type { Attack } from "./worst-inputs.ts";

/** The worst that an expression did on 16 KiB. `ms` is null where it was ended; `linearMs` is a linear expression beside it. */
export type Measured = Expression & { readonly ms: number | null; readonly linearMs: number; readonly input: string };

/** A thread that is silent for so long is ended. The search ends by itself after 4 s of one kind and 4 s of the other. */
const SEARCH_PATIENCE_MS = 30_000;
/** A linear expression passes all its texts within 0.1 s. */
const PATIENCE_MS = 3_000;
/** A thread that had to be ended on a busy machine gets a second turn. */
const TURNS = 2;
const WORKERS = Math.min(4, availableParallelism());

/** Attacks of earlier runs by expression; the search for them is the long part. Change the name when the search changes. */
const KEPT = join(ROOT, ".build", "attacks-1.json");

const keyOf = ({ source, flags }: Pick<Expression, "source" | "flags">): string => `/${source}/${flags}`;

async function readKept(): Promise<Map<string, Attack | "safe">> {
  const text = await readFile(KEPT, "utf8").catch(() => "{}");
  return new Map(Object.entries(JSON.parse(text) as Record<string, Attack | "safe">));
}

async function writeKept(kept: ReadonlyMap<string, Attack | "safe">): Promise<void> {
  await mkdir(join(ROOT, ".build"), { recursive: true });
  const beside = `${KEPT}.${process.pid}`;
  await writeFile(beside, JSON.stringify(Object.fromEntries(kept)));
  await rename(beside, KEPT);
}

type Outcome = { readonly ms: number | null; readonly linearMs: number; readonly input: string };

/** One thread that measures expression after expression, and a new one where it had to be ended. */
class Meter {
  #worker: Worker | null = null;

  async run(job: Job, onSearched: (attack: Attack | "safe") => void): Promise<Outcome> {
    const worker = (this.#worker ??= new Worker(new URL("measure-worker.ts", import.meta.url), {
      env: { ...process.env, RECHECK_BACKEND: "pure" },
    }));
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const end = (): void => {
      this.#worker = null;
      void worker.terminate().then(() => resolve({ ms: null, linearMs: 0, input: "" }));
    };
    let timer = setTimeout(end, SEARCH_PATIENCE_MS);
    const onTold = (told: Told): void => {
      clearTimeout(timer);
      if (told.kind === "measured") return resolve(told);
      timer = setTimeout(end, PATIENCE_MS);
      onSearched(told.attack);
    };
    worker.on("message", onTold).once("error", reject);
    worker.postMessage(job);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      worker.off("message", onTold).off("error", reject);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** Measures every expression on 16 KiB of its worst input; equal ones once. */
export async function measureAll(expressions: readonly Expression[]): Promise<Measured[]> {
  const kept = await readKept();
  const known = kept.size;
  const groups = [...Map.groupBy(expressions, keyOf)];
  const measured: Measured[] = [];
  const lane = async (): Promise<void> => {
    await using meter = new Meter();
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      const [key, places] = group;
      const [first] = places;
      if (first === undefined) continue;
      const job = { source: first.source, flags: first.flags, attack: kept.get(key) ?? null };
      let outcome: Outcome = { ms: null, linearMs: 0, input: "" };
      for (let turn = 0; turn < TURNS && outcome.ms === null; turn++)
        outcome = await meter.run(job, (attack) => void kept.set(key, attack));
      measured.push(...places.map((place) => ({ ...place, ...outcome })));
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, lane));
  if (kept.size > known) await writeKept(kept);
  return measured;
}

import { parentPort } from "node:worker_threads";
import { attacksOfParts, INPUT_CHARACTERS, searched, written, type Attack } from "./worst-inputs.ts";

/** An expression to measure; `attack` is the result of an earlier run. */
export type Job = { readonly source: string; readonly flags: string; readonly attack: Attack | "safe" | null };

/** `searched` is sent before any timing, since a timed expression may not come to its end. */
export type Told =
  | { readonly kind: "searched"; readonly attack: Attack | "safe" }
  | { readonly kind: "measured"; readonly ms: number; readonly linearMs: number; readonly input: string };

/** Beyond any doubt: no further text is tried. */
const ENOUGH_MS = 100;
/** The longest time is taken again so often: the first passes of an expression are not yet compiled. */
const TIMES = 5;
/** Number of repetitions if it would be a finding: the machine may be busy elsewhere. */
const TIMES_DOUBTED = 25;
const DOUBTED_MS = 2;

/** The time of one pass over the text that finds every match, in ms. */
function once(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  const begun = performance.now();
  text.replace(expression, "");
  return performance.now() - begun;
}

const timesFor = (ms: number): number => (ms > ENOUGH_MS ? 2 : ms > DOUBTED_MS ? TIMES_DOUBTED : TIMES);

/** The least time of some passes; of one, where that is no longer than `known`. */
function best(expression: RegExp, text: string, known: number): number {
  let ms = once(expression, text);
  for (let n = 1; n < timesFor(ms) && ms > known; n++) ms = Math.min(ms, once(expression, text));
  return ms;
}

/** The time of an expression that looks at every sign once and matches every second one, on this machine now. */
function linearMs(): number {
  const text = "a ".repeat(INPUT_CHARACTERS / 2);
  return Math.min(...Array.from({ length: TIMES }, () => once(/[^\P{L}x]/gu, text)));
}

async function measure({ source, flags, attack }: Job): Promise<void> {
  const found = attack ?? (await searched(source, flags));
  parentPort?.postMessage({ kind: "searched", attack: found } satisfies Told);
  const expression = new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
  const attacks = [...(typeof found === "string" ? [] : [found]), ...attacksOfParts(source, flags)];
  let worst = { ms: 0, input: "" };
  for (const input of new Set(attacks.map(written))) {
    const ms = best(expression, input, worst.ms);
    if (ms > worst.ms) worst = { ms, input };
    if (ms > ENOUGH_MS) break;
  }
  parentPort?.postMessage({ kind: "measured", ms: worst.ms, linearMs: linearMs(), input: worst.input.slice(0, 60) } satisfies Told);
}

parentPort?.on("message", (job: Job) => void measure(job));

import { parentPort } from "node:worker_threads";
import { attacksOfParts, INPUT_CHARACTERS, searched, written, type Attack } from "./worst-inputs.ts";

/** An expression to measure; `attack` is what an earlier run found. */
export type Job = { readonly source: string; readonly flags: string; readonly attack: Attack | "safe" | null };

/** `searched` is sent before anything is timed, since what is timed may not come to its end. */
export type Told =
  | { readonly kind: "searched"; readonly attack: Attack | "safe" }
  | { readonly kind: "measured"; readonly ms: number; readonly linearMs: number; readonly input: string };

/** Beyond any doubt: no further text is tried. */
const ENOUGH_MS = 100;
/** A time this long is taken again: the machine may have been elsewhere. */
const DOUBTED_MS = 2;
const TIMES = 5;

/** Time of the processor that this thread used, in ms: what others do on the machine does not count. */
const usedMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The time of one pass over the text that finds every match, in ms. */
function once(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  const begun = usedMs();
  text.replace(expression, "");
  return usedMs() - begun;
}

function best(expression: RegExp, text: string): number {
  let ms = once(expression, text);
  for (let n = 1; n < TIMES && ms > DOUBTED_MS && ms < ENOUGH_MS; n++) ms = Math.min(ms, once(expression, text));
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
    const ms = best(expression, input);
    if (ms > worst.ms) worst = { ms, input };
    if (ms > ENOUGH_MS) break;
  }
  parentPort?.postMessage({ kind: "measured", ms: worst.ms, linearMs: linearMs(), input: worst.input.slice(0, 60) } satisfies Told);
}

parentPort?.on("message", (job: Job) => void measure(job));

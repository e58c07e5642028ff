import { parseArgs } from "node:util";

/** Options of a run. Each bench reads the ones it needs and has its own default for null. */
export type Options = {
  /** Ends within 60 s: shorter windows and smaller cases, labelled as such. */
  readonly quick: boolean;
  /** A file for the JSON besides standard output. */
  readonly out: string | null;
  readonly streams: readonly number[] | null;
  readonly parts: readonly string[] | null;
  readonly minutes: number | null;
  readonly workers: number | null;
  readonly kills: number | null;
};

export type Asked = { readonly name: string | null; readonly options: Options };

const positives = (text: string, option: string): number[] =>
  text.split(",").map((part) => {
    const value = Number(part);
    if (!(value > 0)) throw new Error(`--${option}: ${part} is not a number above 0`);
    return value;
  });

/** Reads the command line. Throws an Error with one line for the person who typed it. */
export function readOptions(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      out: { type: "string" },
      streams: { type: "string" },
      part: { type: "string" },
      minutes: { type: "string" },
      workers: { type: "string" },
      kills: { type: "string" },
    },
  });
  if (positionals.length > 1) throw new Error(`one bench at a time, not ${positionals.join(" and ")}`);
  const first = (text: string | undefined, option: string): number | null =>
    text === undefined ? null : (positives(text, option)[0] ?? null);
  return {
    name: positionals[0] ?? null,
    options: {
      quick: values.quick,
      out: values.out ?? null,
      streams: values.streams === undefined ? null : positives(values.streams, "streams"),
      parts: values.part?.split(",") ?? null,
      minutes: first(values.minutes, "minutes"),
      workers: first(values.workers, "workers"),
      kills: first(values.kills, "kills"),
    },
  };
}

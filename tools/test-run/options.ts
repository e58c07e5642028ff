import { parseArgs } from "node:util";

export const PARTS = ["check", "unit", "e2e"] as const;
export type Part = (typeof PARTS)[number];

export type Options = {
  readonly parts: readonly Part[];
  /** Words that choose checks, test files or journeys. */
  readonly filters: readonly string[];
  /** After so many minutes what still runs is ended and counted as a failure: for what hangs. A whole run on two cores took 12 to 17. */
  readonly minutes: number;
};

export const USAGE = `usage: npm test -- [--only ${PARTS.join("|")}] [--minutes N] [words that choose files …]`;

const isPart = (word: string): word is Part => PARTS.some((part) => part === word);

/** Reads the arguments of `npm test`; null where they make no sense. Words without `--only` choose tests and leave the checks out. */
export function readOptions(args: readonly string[]): Options | null {
  const given = { only: { type: "string", multiple: true }, minutes: { type: "string", default: "45" } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: given, allowPositionals: true });
    const only = (values.only ?? []).flatMap((word) => word.split(","));
    const minutes = Number(values.minutes);
    if (!only.every(isPart) || !(minutes > 0)) return null;
    const usual = PARTS.filter((part) => part !== "check" || positionals.length === 0);
    return { parts: only.length > 0 ? PARTS.filter((part) => only.includes(part)) : usual, filters: positionals, minutes };
  } catch {
    return null;
  }
}

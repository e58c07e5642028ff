import { parseArgs } from "node:util";

export const PARTS = ["check", "unit", "e2e"] as const;
export type Part = (typeof PARTS)[number];

/** Tests that run: `all`; `pure`, those without a database or another program; `changed`, those that reach a change. */
export type Tier = { readonly kind: "all" } | { readonly kind: "pure" } | { readonly kind: "changed"; readonly since: string };

export type Options = {
  readonly parts: readonly Part[];
  readonly tier: Tier;
  /** Words that choose checks, test files or journeys. */
  readonly filters: readonly string[];
  /** After so many minutes the programs that still run are ended and counted as a failure. A whole run on two cores took 24 to 44. */
  readonly minutes: number;
};

export const USAGE = `usage: npm test -- [--only pure|${PARTS.join("|")}] [--changed [--since COMMIT]] [--minutes N] [words that choose files …]`;

const isPart = (word: string): word is Part => PARTS.some((part) => part === word);

/** Checks that a tier of tests needs before it: the whole of them takes minutes. */
export const QUICK_CHECKS: readonly string[] = ["types", "lint"];

function tierOf(isPure: boolean, isChanged: boolean, since: string | undefined): Tier | null {
  if (isPure) return isChanged ? null : { kind: "pure" };
  if (isChanged) return { kind: "changed", since: since ?? "HEAD" };
  return since === undefined ? { kind: "all" } : null;
}

/** Reads the arguments of `npm test`; null where they make no sense. Words without `--only` choose tests and leave the checks out. */
export function readOptions(args: readonly string[]): Options | null {
  const given = {
    only: { type: "string", multiple: true },
    changed: { type: "boolean", default: false },
    since: { type: "string" },
    minutes: { type: "string", default: "80" },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: given, allowPositionals: true });
    const only = (values.only ?? []).flatMap((word) => word.split(","));
    const minutes = Number(values.minutes);
    const isPure = only.length === 1 && only[0] === "pure";
    const tier = tierOf(isPure, values.changed, values.since);
    if (tier === null || !(isPure || only.every(isPart)) || !(minutes > 0)) return null;
    if (isPure) return { parts: ["check", "unit"], tier, filters: positionals, minutes };
    const usual = PARTS.filter((part) => part !== "check" || positionals.length === 0);
    return { parts: only.length > 0 ? PARTS.filter((part) => only.includes(part)) : usual, tier, filters: positionals, minutes };
  } catch {
    return null;
  }
}

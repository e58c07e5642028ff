import { check } from "recheck";

/** Texts are timed at this length: the longest header block of a request, and more than a field of a form holds. */
export const INPUT_CHARACTERS = 16 * 1024;

/** A text with parts that are repeated until it has its length: `([prefix, pump]…, suffix)`. */
export type Attack = { readonly pumps: readonly (readonly [prefix: string, pump: string])[]; readonly suffix: string };

/** Writes an attack out at its length. */
export function written({ pumps, suffix }: Attack): string {
  const fixed = pumps.reduce((sum, [prefix]) => sum + prefix.length, suffix.length);
  const once = pumps.reduce((sum, [, pump]) => sum + pump.length, 0);
  const times = Math.max(0, Math.floor((INPUT_CHARACTERS - fixed) / Math.max(1, once)));
  return pumps.map(([prefix, pump]) => prefix + pump.repeat(times)).join("") + suffix;
}

/**
 * Bounds of the search in recheck's own units: enough to find every slow expression that this project had, in 0.1 s each. The time is in
 * ms.
 */
const SEARCH = {
  timeout: 4_000,
  maxIteration: 4,
  maxGenerationSize: 40,
  maxInitialGenerationSize: 200,
  incubationLimit: 8_000,
  attackLimit: 2_000_000,
  maxAttackStringSize: INPUT_CHARACTERS,
  maxRecallStringSize: INPUT_CHARACTERS,
  maxNFASize: 15_000,
} as const;

/** The attack that recheck finds by its automaton, or by chance where that is too large; `safe` where it finds none within its bounds. */
export async function searched(source: string, flags: string): Promise<Attack | "safe"> {
  const first = await check(source, flags, SEARCH);
  const found = first.status === "unknown" ? await check(source, flags, { ...SEARCH, checker: "fuzz" }) : first;
  if (found.status !== "vulnerable") return "safe";
  const { pumps, suffix } = found.attack;
  return { pumps: pumps.map(({ prefix, pump }) => [prefix, pump] as const), suffix };
}

/** Signs from which one is taken that a part of an expression matches. */
const SIGNS = [" ", "\t", "\n", "0", "a", "A", "<", "-", ".", ",", ";", ":", "=", '"', "\\", "/", "@", "(", "ش", "ـ", "\u0000", "\u202a"];

/** One sign, class or escape of an expression, with its quantifier; what groups, joins, anchors or repeats a group is left out. */
const ATOM =
  /(?:\(\?(?:[:=!]|<[=!]|<\w+>)|[()|^$*+?]|\{\d+(?:,\d*)?\}|\\[bB]|\\k<\w+>)|(\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\[(?:[^\]\\]|\\.)*\]|[^\\])([*+?]\??|\{\d+(?:,\d*)?\}\??)?/gsu;

type Atom = { readonly signs: readonly string[]; readonly other: string; readonly least: number };

/** Signs that a part matches, two of the expression's own before two common ones; and one that it does not. */
function atomOf(part: string, quantifier: string, source: string, flags: string): Atom {
  const one = new RegExp(`^(?:${part})$`, flags.replaceAll(/[gym]/gu, ""));
  const [fits, others] = [SIGNS.filter((sign) => one.test(sign)), SIGNS.filter((sign) => !one.test(sign))];
  const own = (signs: readonly string[]): string[] => signs.filter((sign) => source.includes(sign));
  const literal = part.length === 1 && one.test(part) ? [part] : [];
  const least = Number(/^\{(\d+)/u.exec(quantifier)?.[1] ?? 1);
  return {
    signs: [...new Set([...literal, ...own(fits).slice(0, 2), ...fits.slice(0, 2)])],
    other: own(others)[0] ?? others[0] ?? "",
    least: Math.min(Math.max(least, 1), 64),
  };
}

const atomsOf = (source: string, flags: string): Atom[] =>
  [...source.matchAll(ATOM)].flatMap(([, part, quantifier = ""]) => (part === undefined ? [] : [atomOf(part, quantifier, source, flags)]));

/** Signs of an expression, each of which may be the one that does not fit at the end. */
const ENDS = 6;

/**
 * Attacks made of the expression's own parts, without regard to its groups. Each part is repeated alone and after the text before it, two
 * neighbours in turn, and the whole text before it again and again. Each has ends that may not fit. They time an expression also if the
 * search finds nothing.
 */
export function attacksOfParts(source: string, flags: string): Attack[] {
  const atoms = atomsOf(source, flags);
  const literals = atoms.flatMap(({ signs: [first = ""] }) => (/^[\p{L}\p{N}]?$/u.test(first) ? [] : [first]));
  const ends = [...new Set([...literals, ...atoms.map(({ other }) => other)])].slice(0, ENDS);
  const attacks: Attack[] = [{ pumps: [["", "a"]], suffix: "" }];
  let before = "";
  let last = "";
  for (const { signs, least } of atoms) {
    const [first = ""] = signs;
    for (const suffix of ["", "\u0000", ...ends.map((end) => `${end}${end}x`)]) {
      for (const sign of signs) attacks.push({ pumps: [[before, sign]], suffix }, { pumps: [["", sign]], suffix });
      if (last !== "" && first !== "") attacks.push({ pumps: [["", last + first]], suffix });
      if (before !== "") attacks.push({ pumps: [["", before]], suffix });
    }
    last = first;
    before += first.repeat(least);
  }
  return attacks;
}

import type { KeyObject } from "node:crypto";
import type { Json } from "../tree/canonical-json.ts";
import { commitmentOf } from "../entry.ts";
import { covers, erasureOf, faultOfErasure, type Erasure } from "../erasure-order.ts";
import { leafHash } from "../tree/merkle.ts";
import type { Check } from "./verify-folder.ts";

/** An entry as an export or the database gives it; `salt` is null once it was erased. */
export type GivenEntry = {
  readonly index: number;
  readonly entry: { readonly [key: string]: Json };
  readonly salt: Buffer | null;
  /** Columns beside the entry, in the database alone. */
  readonly seal?: { readonly commitment: Buffer; readonly node: string | null; readonly mac: Buffer | null };
};

export type EntriesOptions = {
  /** Only some of the entries are given: none is missing, and erasures cannot be counted. */
  readonly partial: boolean;
  /** The room's key, where the verifier has it: consents to erasures are checked with it. */
  readonly key?: KeyObject | null | undefined;
};

/** The moment in an entry, in ms; not a number for what is none. */
const momentOf = (at: Json | undefined): number => Date.parse(typeof at === "string" ? at : "");

const fail = (says: string, index: number): Check => ({ name: "entries", ok: false, says, index });

/**
 * Compares entries, rising by index, with the published leaves: each must be the one under its leaf, none missing, none twice.
 * An erased entry must lie within an erasure that the log records, and as many must be erased as were recorded.
 */
export async function verifyEntries(
  given: AsyncIterable<GivenEntry>,
  leaves: readonly Buffer[],
  { partial, key = null }: EntriesOptions,
): Promise<Check> {
  const erased: { index: number; at: number }[] = [];
  const erasures: Erasure[] = [];
  // Before it, nobody had to consent to an erasure.
  let began: number | null = null;
  let [next, count, newer] = [0, 0, 0];
  for await (const { index, entry, salt } of given) {
    if (index < next) return fail("the entry is given twice or out of order", index);
    if (index > next && !partial) return fail("the entry is missing", next);
    next = index + 1;
    count += 1;
    const leaf = leaves[index];
    if (!leaf) newer += 1;
    if (salt === null) erased.push({ index, at: momentOf(entry["at"]) });
    else if (leaf && !matches(entry, salt, leaf)) return fail("the entry is not the one that was published", index);
    else {
      if (entry["type"] === "log.journal_began") began ??= index;
      const erasure = erasureOf(index, entry);
      const fault = erasure && began !== null ? faultOfErasure(erasure, key) : null;
      if (fault !== null) return fail(`the erasure does not count: ${fault}`, index);
      if (erasure) erasures.push(erasure);
    }
  }
  if (!partial && next < leaves.length) return fail("the entry is missing", next);
  const unrecorded = partial ? undefined : firstUnrecorded(erased, erasures);
  if (unrecorded !== undefined) return fail("the entry was erased, and the log does not record it", unrecorded);
  const parts = [`${count - newer} entries are those that were published`];
  if (erased.length > 0) parts.push(`${erased.length} of them erased${partial ? "" : ", as the log records"}`);
  if (newer > 0) parts.push(`${newer} newer ones are not signed yet`);
  return { name: "entries", ok: true, says: parts.join("; ") };
}

function matches(entry: GivenEntry["entry"], salt: Buffer, leaf: Buffer): boolean {
  try {
    return leafHash(commitmentOf(entry, salt)).equals(leaf);
  } catch {
    return false;
  }
}

/** The first erased entry that no recorded erasure covers; if all are covered but too many, the last of them. */
function firstUnrecorded(
  erased: readonly { readonly index: number; readonly at: number }[],
  erasures: readonly Erasure[],
): number | undefined {
  const uncovered = erased.find((entry) => !erasures.some((each) => covers(each, entry)));
  const recorded = erasures.reduce((sum, each) => sum + each.entries, 0);
  return (uncovered ?? (erased.length > recorded ? erased.at(-1) : undefined))?.index;
}

import type { Json } from "./canonical-json.ts";
import { commitmentOf } from "./entry.ts";
import { leafHash } from "./merkle.ts";
import type { Check } from "./verify-folder.ts";

/** An entry as an export or the database gives it; `salt` is null once it was erased. */
export type GivenEntry = { readonly index: number; readonly entry: { readonly [key: string]: Json }; readonly salt: Buffer | null };

type Erasure = { readonly index: number; readonly first: number; readonly last: number; readonly entries: number };

export type EntriesOptions = {
  /** Only some of the entries are given: none is missing, and erasures cannot be counted. */
  readonly partial: boolean;
};

const fail = (says: string, index: number): Check => ({ name: "entries", ok: false, says, index });

/**
 * Compares entries, rising by index, with the published leaves: each must be the one under its leaf, none missing, none twice.
 * An erased entry must lie within an erasure that the log records, and as many must be erased as were recorded.
 */
export async function verifyEntries(
  given: AsyncIterable<GivenEntry>,
  leaves: readonly Buffer[],
  { partial }: EntriesOptions,
): Promise<Check> {
  const erased: number[] = [];
  const erasures: Erasure[] = [];
  let [next, count, newer] = [0, 0, 0];
  for await (const { index, entry, salt } of given) {
    if (index < next) return fail("the entry is given twice or out of order", index);
    if (index > next && !partial) return fail("the entry is missing", next);
    next = index + 1;
    count += 1;
    const leaf = leaves[index];
    if (!leaf) newer += 1;
    if (salt === null) erased.push(index);
    else if (leaf && !matches(entry, salt, leaf)) return fail("the entry is not the one that was published", index);
    else erasures.push(...erasureOf(index, entry));
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

function erasureOf(index: number, { type, detail }: GivenEntry["entry"]): Erasure[] {
  if (type !== "log.erased" || typeof detail !== "object" || detail === null || !("first" in detail)) return [];
  const { first, last, entries } = detail;
  if (typeof first !== "number" || typeof last !== "number" || typeof entries !== "number") return [];
  return [{ index, first, last, entries }];
}

/** The first erased entry that no recorded erasure covers; if all are covered but too many, the last of them. */
function firstUnrecorded(erased: readonly number[], erasures: readonly Erasure[]): number | undefined {
  const uncovered = erased.find((index) => !erasures.some((each) => each.first <= index && index <= each.last && index < each.index));
  const recorded = erasures.reduce((sum, each) => sum + each.entries, 0);
  return uncovered ?? (erased.length > recorded ? erased.at(-1) : undefined);
}

import { inOrder, type Attribute } from "./attributes.ts";
import { defaultPriority } from "./default-priority.ts";
import { PRIORITIES, type Priority } from "./priorities.ts";
import type { Danger, DangerKnown, ToldDanger } from "./state.ts";
import { UNCLASSIFIED } from "./taxonomy/lookup.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

/** Attributes that a crew must know before it arrives. An attempt endangers nobody more. */
export const DANGEROUS = ["weapon", "injury", "minor"] as const satisfies readonly Attribute[];

/** Position of a priority: 0 is the most urgent. */
const rankOf = (priority: Priority): number => PRIORITIES.indexOf(priority);

/** The more urgent of two priorities; null stands for none. */
export const moreUrgent = (a: Priority, b: Priority | null): Priority => (b !== null && rankOf(b) < rankOf(a) ? b : a);

/** True if `after` is more urgent than `before`, or has a dangerous attribute that `before` has not. */
export const isGraver = (after: Danger, before: Danger): boolean =>
  rankOf(after.priority) < rankOf(before.priority) ||
  DANGEROUS.some((one) => after.attributes.includes(one) && !before.attributes.includes(one));

/** True if danger that is in `after` and not in `before` is not in `chosen` either. */
export const lacksNews = (chosen: Danger, before: Danger, after: Danger): boolean =>
  (rankOf(after.priority) < rankOf(before.priority) && rankOf(after.priority) < rankOf(chosen.priority)) ||
  after.attributes.some((one) => !before.attributes.includes(one) && !chosen.attributes.includes(one));

/** The danger of both together: the more urgent priority and all attributes. */
export const bothDangers = (a: Danger, b: Danger): Danger => ({
  priority: moreUrgent(a.priority, b.priority),
  attributes: inOrder([...a.attributes, ...b.attributes]),
});

/** The danger of an intervention with what callers told. */
export const withTold = (own: Danger, told: readonly ToldDanger[]): Danger => ({
  priority: told.reduce<Priority>((worst, { priority }) => moreUrgent(worst, priority), own.priority),
  attributes: inOrder([...own.attributes, ...told.flatMap(({ attributes }) => attributes)]),
});

/** The part of a log entry that concerns danger; fields absent from the event are left out. */
export type DangerEntry = {
  readonly kind: string;
  readonly subcategory?: SubcategoryCode | undefined;
  readonly priority?: Priority | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
  readonly priorityByHand?: boolean | undefined;
  readonly other?: string | undefined;
  readonly brought?: Danger | undefined;
  readonly mustRead?: boolean | undefined;
  readonly tells?: ToldDanger | undefined;
  readonly of?: string | undefined;
  readonly copiedFrom?: string | undefined;
  /** Reference of the call or report of which the entry is. */
  readonly source?: string | undefined;
  readonly reason?: string | null | undefined;
};

/** The same with its number in the log and its time, ms. */
export type NumberedEntry = DangerEntry & { readonly seq: number; readonly at: number };

/**
 * Number of the last entry of which a crew has to be told, of those that `isLater` accepts; 0 for none. Such an entry made the intervention
 * graver, joined another to it, noted the danger that a caller told, or split it off with facts of its own.
 */
export function lastRaise(log: readonly NumberedEntry[], isLater: (entry: NumberedEntry) => boolean): number {
  let danger: Danger = { priority: "P4", attributes: [] };
  let last = 0;
  for (const entry of log) {
    const next: Danger = { priority: entry.priority ?? danger.priority, attributes: entry.attributes ?? danger.attributes };
    const isNews =
      entry.mustRead === true || entry.kind === "joined" || entry.kind === "split" || (entry.kind !== "opened" && isGraver(next, danger));
    if (isNews && isLater(entry)) last = entry.seq;
    danger = next;
  }
  return last;
}

/**
 * Danger that other interventions brought, by their ids. `counts` is false once a person chose a priority later: that choice overrules the
 * brought priority.
 */
type Brought = ReadonlyMap<string, Danger & { readonly counts: boolean }>;

type Tally = {
  readonly subcategory: SubcategoryCode;
  /** The attributes with all that was merged into it. */
  readonly whole: readonly Attribute[];
  readonly own: readonly Attribute[];
  /** The priority that a person chose; null: none did. */
  readonly chosen: Priority | null;
  readonly brought: Brought;
  /** The most urgent priority that callers told; null once a person chose one later. */
  readonly told: Priority | null;
  /** Danger that callers told since the intervention ended; null while it is open. */
  readonly untaken: readonly ToldDanger[] | null;
};

/** A mark names the whole set. Additions are the intervention's own from then on, and omissions belong to nobody. */
function marked(tally: Tally, attributes: readonly Attribute[]): Tally {
  const added = attributes.filter((one) => !tally.whole.includes(one));
  const left = (marks: readonly Attribute[]): readonly Attribute[] => marks.filter((one) => attributes.includes(one));
  const brought = new Map([...tally.brought].map(([id, each]) => [id, { ...each, attributes: left(each.attributes) }]));
  return { ...tally, whole: attributes, own: inOrder([...left(tally.own), ...added]), brought };
}

/** The danger that a tally amounts to. */
function sum({ subcategory, own, chosen, brought, told }: Tally): DangerKnown {
  const all = [...brought.values()];
  const counted = all.filter(({ counts }) => counts || chosen === null).map(({ priority }) => priority);
  const unraised = chosen ?? defaultPriority(subcategory, own).priority;
  const raised = moreUrgent(unraised, told);
  const priority = counted.reduce<Priority>((a, b) => moreUrgent(a, b), raised);
  const attributes = inOrder([...own, ...all.flatMap((each) => each.attributes)]);
  const joinedPriority = all.reduce<Priority | null>((a, b) => moreUrgent(b.priority, a), null);
  return { priority, attributes, priorityByHand: chosen !== null || raised !== unraised, joinedPriority };
}

/** Danger that callers told is the intervention's own, also where another had brought the same and no mark or raise was written. */
function toldOf(tally: Tally, told: readonly ToldDanger[]): Tally {
  const attributes = told.flatMap((each) => each.attributes);
  const worst = told.reduce<Priority | null>((one, { priority }) => (priority === null ? one : moreUrgent(priority, one)), tally.told);
  return { ...tally, whole: inOrder([...tally.whole, ...attributes]), own: inOrder([...tally.own, ...attributes]), told: worst };
}

/** Danger after a split. A value that differs from the sum of the tally was set by a person. */
function said(tally: Tally, { priority, attributes }: DangerEntry): Tally {
  const known = sum(tally);
  const whole = { ...tally, whole: known.attributes };
  const left = attributes === undefined ? whole : marked(whole, attributes);
  return priority === undefined || priority === known.priority ? left : withEntry(left, { kind: "prioritised", priority });
}

/** Id under which a note of a call or report counts among what merged interventions brought. */
const noteOf = (source: string, nth: number | ""): string => `${source} ${nth}`;

/** A tally without what a merged intervention brought, or a call or report told. */
const without = (tally: Tally, other: string): Tally => ({
  ...tally,
  brought: new Map([...tally.brought].filter(([id]) => id !== other && !id.startsWith(noteOf(other, "")))),
});

function withEntry(tally: Tally, entry: DangerEntry): Tally {
  const { priority, attributes, other, brought: came } = entry;
  switch (entry.kind) {
    case "opened": {
      const marks = attributes ?? tally.whole;
      const chosen = entry.priorityByHand === true ? (priority ?? null) : null;
      return { ...tally, subcategory: entry.subcategory ?? tally.subcategory, whole: marks, own: marks, chosen };
    }
    case "classified":
      return { ...tally, subcategory: entry.subcategory ?? tally.subcategory };
    case "marked":
      return marked(tally, attributes ?? tally.whole);
    case "prioritised": {
      const overruled = new Map([...tally.brought].map(([id, each]) => [id, { ...each, counts: false }]));
      return { ...tally, chosen: priority ?? tally.chosen, brought: overruled, told: null };
    }
    case "joined":
      if (other === undefined || came === undefined) return tally;
      return {
        ...tally,
        whole: inOrder([...tally.whole, ...came.attributes]),
        brought: new Map(tally.brought).set(other, { ...came, counts: true }),
      };
    case "parted":
      return said(without(tally, other ?? entry.source ?? ""), entry);
    case "split":
      return said(tally, entry);
    case "closed":
    case "cancelled":
      return { ...tally, untaken: [] };
    case "reopened":
      return { ...toldOf(tally, tally.untaken ?? []), untaken: null };
    case "noted":
      // Words that were copied at a split change nothing: the split itself says the danger.
      if (entry.tells === undefined || entry.copiedFrom !== undefined) return tally;
      return tally.untaken === null ? toldOf(tally, [entry.tells]) : { ...tally, untaken: [...tally.untaken, entry.tells] };
    default:
      return tally;
  }
}

/** Number of the entry with which each call or report left that was taken out; the last, if it was so more than once. */
function leftAt(log: readonly DangerEntry[]): Map<string, number> {
  const left = log.flatMap(({ kind, source }, nth): [string, number][] =>
    kind === "parted" && source !== undefined ? [[source, nth]] : [],
  );
  return new Map(left);
}

/** The entries of a log that were not told by a call or report that was taken out after them. */
export function stillTold<E extends DangerEntry>(log: readonly E[]): readonly E[] {
  const left = leftAt(log);
  return log.filter(({ kind, source }, nth) => kind !== "noted" || source === undefined || nth > (left.get(source) ?? -1));
}

/** True for a mark or a raise that the room wrote for words of a source: right before their note, or at a reopening. A person may name it too. */
function isRaiseOf(log: readonly DangerEntry[], nth: number, source: string): boolean {
  const isOf = (entry: DangerEntry | undefined): boolean =>
    (entry?.kind === "marked" || entry?.kind === "prioritised") && entry.reason === source;
  if (!isOf(log[nth])) return false;
  let [before, after] = [nth - 1, nth + 1];
  while (isOf(log[before])) before--;
  while (isOf(log[after])) after++;
  const note = log[after];
  return log[before]?.kind === "reopened" || (note?.kind === "noted" && note.source === source);
}

/**
 * The same log, in which the danger that a call or report told before it was taken out counts as brought by it. `leaving`: one that is taken out
 * now. Words that were copied at a split count from that split on.
 */
function asBrought(log: readonly DangerEntry[], leaving: string | null): readonly DangerEntry[] {
  const left = leftAt(log);
  if (leaving !== null) left.set(leaving, log.length);
  if (left.size === 0) return log;
  const read: DangerEntry[] = [];
  let split = 0;
  for (const [nth, entry] of log.entries()) {
    const { kind, tells, copiedFrom } = entry;
    const source = (kind === "noted" ? entry.source : entry.reason) ?? undefined;
    const isOfLeft = source !== undefined && nth < (left.get(source) ?? -1);
    if (kind === "split") split = read.length;
    if (isOfLeft && kind === "noted" && tells !== undefined) {
      const brought: Danger = { priority: tells.priority ?? "P4", attributes: tells.attributes };
      const came: DangerEntry = { kind: "joined", other: noteOf(source, nth), brought };
      if (copiedFrom === undefined) read.push(came);
      else read.splice(split++, 0, came);
    } else if (!isOfLeft || !isRaiseOf(log, nth, source)) read.push(entry);
  }
  return read;
}

/** The whole log of an intervention as one tally. */
function tallyOf(log: readonly DangerEntry[], leaving: string | null): Tally {
  const none: Tally = { subcategory: UNCLASSIFIED, whole: [], own: [], chosen: null, brought: new Map(), told: null, untaken: null };
  return asBrought(log, leaving).reduce(withEntry, none);
}

/**
 * Danger of an intervention as if another one had never been merged into it. `log` is its whole log in order. Words of a person from the
 * time when both were one stay with it: no rule can tell to which they belonged. So does danger that callers told of either, until a person
 * takes it off.
 */
export const dangerWithout = (log: readonly DangerEntry[], other: string): DangerKnown => sum(without(tallyOf(log, null), other));

/**
 * Danger of an intervention without that which a call or report alone told of it. `source` is its reference. What others told too stays, and so
 * does all that a person chose since.
 */
export const dangerWithoutSource = (log: readonly DangerEntry[], source: string): DangerKnown => sum(without(tallyOf(log, source), source));

/** Events whose priority a person may have chosen. Those of a caller and of a split bring it no lower than the callers told. */
const CHOOSES: ReadonlySet<string> = new Set(["prioritised", "parted", "split"]);

/** The less urgent of two priorities; null stands for none. */
const capped = (told: Priority | null, cap: Priority): Priority | null => (told !== null && rankOf(told) < rankOf(cap) ? cap : told);

/** The part of told danger that a person has not taken off since. `after` is the position in the log of what told it. */
function withoutTakenOff(log: readonly DangerEntry[], told: ToldDanger, after: number): ToldDanger {
  const marks = log.findLastIndex(({ attributes }) => attributes !== undefined);
  const choice = log.findLastIndex(({ kind, priority }) => priority !== undefined && CHOOSES.has(kind));
  const left = marks > after ? log[marks]?.attributes : undefined;
  const cap = choice > after ? log[choice]?.priority : undefined;
  return {
    priority: cap === undefined ? told.priority : capped(told.priority, cap),
    attributes: left === undefined ? told.attributes : told.attributes.filter((one) => left.includes(one)),
  };
}

/**
 * Danger that callers told of `owners` since `other` was merged, as far as no person took it off. `log` is that of an intervention into which it
 * was, `before` what was told on those in between. What was told after the end of an intervention is not taken up yet, and not taken off.
 */
function toldWhileMerged(
  log: readonly DangerEntry[],
  other: string,
  owners: readonly string[],
  before: readonly ToldDanger[],
): readonly ToldDanger[] {
  const joined = log.findLastIndex((entry) => entry.kind === "joined" && entry.other === other);
  if (joined === -1) return before;
  const ended = log.findLastIndex(({ kind }) => kind === "closed" || kind === "cancelled");
  const untaken = ended > log.findLastIndex(({ kind }) => kind === "reopened") ? ended : log.length;
  const still: ReadonlySet<DangerEntry> = new Set(stillTold(log.slice(joined + 1)));
  const here = log.flatMap((entry, nth) => {
    const { of, tells } = entry;
    if (!still.has(entry) || tells === undefined || of === undefined || !owners.includes(of)) return [];
    return [nth > untaken ? tells : withoutTakenOff(log, tells, nth)];
  });
  return [...before.map((told) => withoutTakenOff(log, told, joined)), ...here];
}

/** An intervention into which another was merged, with its whole log in order. */
export type LogOfChain = { readonly interventionId: string; readonly log: readonly DangerEntry[] };

/**
 * Danger of a merged intervention at its split unless a person says another: its own, with what its callers told meanwhile and nobody took
 * off. `chain` is that into which it was merged, nearest first. `owners` are the one that is split off with all that was merged into it.
 */
export function dangerOfParting(
  parting: Danger & { readonly interventionId: string },
  chain: readonly LogOfChain[],
  owners: readonly string[],
): Danger {
  const below = [parting.interventionId, ...chain.map(({ interventionId }) => interventionId)];
  const told = chain.reduce<readonly ToldDanger[]>(
    (before, { log }, nth) => toldWhileMerged(log, below[nth] ?? parting.interventionId, owners, before),
    [],
  );
  return withTold(parting, told);
}

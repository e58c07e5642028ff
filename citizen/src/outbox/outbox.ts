import type { Text3 } from "@amaliyat/domain/kernel";
import type { Field } from "../api/answer.ts";
import { itemOf, laneOf, type Item, type Lane } from "./item.ts";

/** Nothing waits for these. */
const BEHIND: readonly Lane[] = ["files", "work"];

/** Words of a report go in their order; a file waits until the room has been told of it, which all words before it do. */
function isFree(items: readonly Item[], item: Item): boolean {
  const before = items.slice(0, items.indexOf(item));
  return !before.some((each) => each.code === item.code && !BEHIND.includes(laneOf(each)));
}

/** Next item of a lane: the oldest. Refused items and items already passed over are left out. */
export function nextOf(items: readonly Item[], lane: Lane, passed: ReadonlySet<string>): Item | null {
  const isAble = (each: Item): boolean => laneOf(each) === lane && each.refused === null && !passed.has(each.id);
  return items.find((each) => isAble(each) && isFree(items, each)) ?? null;
}

export const without = (items: readonly Item[], id: string): Item[] => items.filter((each) => each.id !== id);

const changed = (items: readonly Item[], id: string, part: Partial<Pick<Item, "tries" | "refused" | "field" | "later">>): Item[] =>
  items.map((each) => (each.id === id ? { ...each, ...part } : each));

export const tried = (items: readonly Item[], id: string): Item[] =>
  changed(items, id, { tries: (items.find((each) => each.id === id)?.tries ?? 0) + 1 });

export const refusedWith = (items: readonly Item[], id: string, text: Text3, field: Field | null = null): Item[] =>
  changed(items, id, { refused: text, field });

/** The room cannot take it now; it is sent again by itself. */
export const postponed = (items: readonly Item[], id: string, text: Text3 | null): Item[] => changed(items, id, { later: text });

/** Retries a refused item, once the person asks for it. */
export const again = (items: readonly Item[], id: string): Item[] => changed(items, id, { refused: null });

/**
 * Gives up an item. A report takes all its other items with it. If it was sent without an answer it may have arrived, and is withdrawn
 * there too. Unsent items of a withdrawn report are dropped.
 */
export function cancelled(items: readonly Item[], id: string, at: number): Item[] {
  const item = items.find((each) => each.id === id);
  if (item === undefined) return [...items];
  if (item.kind !== "report" && item.kind !== "withdraw") return without(items, id);
  const others = items.filter(({ code }) => code !== item.code);
  return item.kind === "report" && item.tries > 0 && item.refused === null
    ? [...others, itemOf(item.code, at, { kind: "withdraw" })]
    : others;
}

/** Takes a report back: nothing more is sent of it but that. */
export function withdrawn(items: readonly Item[], code: string, at: number): Item[] {
  const report = items.find((each) => each.code === code && each.kind === "report");
  if (report !== undefined) return cancelled(items, report.id, at);
  return [...items.filter((each) => each.code !== code), itemOf(code, at, { kind: "withdraw" })];
}

/** The files that items still need. */
export const filesOf = (items: readonly Item[]): string[] => items.flatMap((each) => (each.kind === "upload" ? [each.fileId] : []));

import { distanceM } from "@amaliyat/domain/kernel";
import type { Order } from "./apply.ts";
import { newsOf } from "./danger.ts";
import { NEWS_KINDS, type NewsKind } from "../storage/news.ts";

/** A place that moved by less than this is the same house, m. */
const MOVED_M = 50;

const hazardKey = ({ hazardId, kind, words }: Order["hazards"][number]): string => `${hazardId} ${kind} ${words}`;
const noteKey = ({ at, text }: Order["notes"][number]): string => `${at} ${text}`;

/** True for another point, other words of the place (building 12 is 21 now), or a point that was taken away. */
function hasMoved(before: Order, after: Order): boolean {
  if ((before.placeText ?? "").trim() !== (after.placeText ?? "").trim()) return true;
  if (before.place === null || after.place === null) return before.place !== after.place;
  return distanceM(before.place, after.place) >= MOVED_M;
}

/**
 * Finds the news of an order since it was shown last. `own` are words that the crew wrote itself. A danger that was told in the same moment
 * shows the category, and the newest words that came with it: earlier words are news. An order that
 * goes to another intervention is told as a whole.
 */
export function newsBetween(before: Order, after: Order, own: ReadonlySet<string>): NewsKind[] {
  if (after.interventionId !== before.interventionId) return [];
  const isTold = (after.toldSeq ?? 0) > (before.toldSeq ?? 0);
  const told = isTold ? newsOf(after).words : null;
  const [hazards, notes] = [new Set((before.hazards ?? []).map(hazardKey)), new Set(before.notes.map(noteKey))];
  const found: Readonly<Record<NewsKind, boolean>> = {
    hazard: (after.hazards ?? []).some((one) => !hazards.has(hazardKey(one))),
    place: hasMoved(before, after),
    category: !isTold && before.subcategory !== after.subcategory,
    words: after.notes.some((note) => !notes.has(noteKey(note)) && !own.has(note.text) && note !== told),
  };
  return NEWS_KINDS.filter((kind) => found[kind]);
}

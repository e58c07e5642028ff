import { distanceM } from "@amaliyat/domain/kernel";
import type { Order } from "./apply.ts";
import { isUnread, newsOf } from "./danger.ts";
import { NEWS_KINDS, type NewsKind } from "../storage/news.ts";

/** A place that moved by less than this is the same house, m. */
const MOVED_M = 50;

const hazardKey = ({ hazardId, kind, words }: Order["hazards"][number]): string => `${hazardId} ${kind} ${words}`;

type Note = Order["notes"][number];
/** True for the same note. One stored by an older app has no number. */
const isSame = (one: Note, other: Note): boolean =>
  one.seq === undefined || other.seq === undefined
    ? one.at === other.at && one.text === other.text
    : one.seq === other.seq && one.from === other.from;

/** True for another point, other words of the place (building 12 is 21 now), or a point that was taken away. */
function hasMoved(before: Order, after: Order): boolean {
  if ((before.placeText ?? "").trim() !== (after.placeText ?? "").trim()) return true;
  if (before.place === null || after.place === null) return before.place !== after.place;
  return distanceM(before.place, after.place) >= MOVED_M;
}

/**
 * Finds the news of an order since it was shown last. Words that the person wrote are none. A danger that was told in the same moment
 * shows the category and words of its own: all others are news. An order that goes to another intervention is told as a whole.
 */
export function newsBetween(before: Order, after: Order): NewsKind[] {
  if (after.interventionId !== before.interventionId) return [];
  const isTold = (after.toldSeq ?? 0) > (before.toldSeq ?? 0) && isUnread(after);
  const told = isTold ? newsOf(after).words : [];
  const hazards = new Set((before.hazards ?? []).map(hazardKey));
  const found: Readonly<Record<NewsKind, boolean>> = {
    hazard: (after.hazards ?? []).some((one) => !hazards.has(hazardKey(one))),
    place: hasMoved(before, after),
    category: !isTold && before.subcategory !== after.subcategory,
    words: after.notes.some((note) => note.isOwn !== true && !told.includes(note) && !before.notes.some((known) => isSame(known, note))),
  };
  return NEWS_KINDS.filter((kind) => found[kind]);
}

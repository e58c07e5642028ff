import type { Draft } from "../storage/kept.ts";
import type { ReportBody } from "../outbox/item.ts";
import { isDanger, TEXT_MOST } from "@amaliyat/domain/reports";
import { cleanLine, cleanProse, cutTo, type Language } from "@amaliyat/domain/kernel";
import { isoOf } from "../api/iso.ts";

const orNull = (text: string): string | null => (text === "" ? null : text);
/** Takes out marks that phones add to pasted text: they are no part of it, and the room takes none of them. */
const proseOf = (text: string): string | null => orNull(cutTo(cleanProse(text), TEXT_MOST.words));
const lineOf = (text: string, maxLength: number): string | null => orNull(cutTo(cleanLine(text), maxLength));

/** First thing that a draft lacks to be a report; null if complete. The room requires the same. */
export function lackOf({ kind, place, placeText, words, files }: Draft): "kind" | "place" | "words" | null {
  if (kind === null) return "kind";
  // Danger says all by itself.
  if (isDanger({ kind, danger: false })) return null;
  if (place === null && lineOf(placeText, TEXT_MOST.place) === null) return "place";
  return proseOf(words) === null && files.length === 0 ? "words" : null;
}

/** A draft as it is sent. `at` is the phone's time, in ms. */
export function bodyOf(draft: Draft, language: Language, at: number): Omit<ReportBody, "code" | "device" | "files"> {
  const { kind, sort, place, placeText, happened, words, contact } = draft;
  const happenedAt = happened === "" ? Number.NaN : new Date(happened).getTime();
  return {
    kind: kind ?? "other",
    sort,
    danger: isDanger({ kind, danger: false }),
    language,
    words: proseOf(words),
    place,
    placeText: lineOf(placeText, TEXT_MOST.place),
    happenedAt: Number.isNaN(happenedAt) ? null : isoOf(happenedAt),
    writtenAt: isoOf(at),
    contact: lineOf(contact, TEXT_MOST.contact),
  };
}

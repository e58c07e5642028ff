import type { Draft } from "../keep/kept.ts";
import type { ReportBody } from "../outbox/item.ts";
import { isDanger } from "@amaliyat/domain/reports";
import type { Language } from "@amaliyat/domain/kernel";

const trimmed = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** What a draft still lacks to be a report, the first of it; null where nothing. The room asks for the same. */
export function lackOf({ kind, place, placeText, words, files }: Draft): "kind" | "place" | "words" | null {
  if (kind === null) return "kind";
  // Danger says all by itself.
  if (isDanger({ kind, danger: false })) return null;
  if (place === null && trimmed(placeText) === null) return "place";
  return trimmed(words) === null && files.length === 0 ? "words" : null;
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
    words: trimmed(words),
    place,
    placeText: trimmed(placeText),
    happenedAt: Number.isNaN(happenedAt) ? null : new Date(happenedAt).toISOString(),
    writtenAt: new Date(at).toISOString(),
    contact: trimmed(contact),
  };
}

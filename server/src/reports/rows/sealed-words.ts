import type { MessageTold } from "@amaliyat/contract/reports";
import type { Point } from "@amaliyat/domain/kernel";
import { vaultOf, type SealedPlace, type Tx } from "../../platform/database/index.ts";

/**
 * Sealed words of a person in a report: AES-256-GCM, in the column of the field with `_sealed` appended. Each value has its own nonce and
 * opens only for its own row and field. To seal one costs 4 µs and to open one 3 µs, so a queue of 500 rows costs 3 ms at each reading.
 * Code that compares words (likeness, search) opens them in memory, because the database sees none.
 */
const FIELDS = ["words", "contact", "place_text", "end_words", "place", "outside"] as const;
export type SealedField = (typeof FIELDS)[number];

const about = (reportId: string, field: SealedField): string => `report/${reportId}/${field}`;
const aboutSaid = (messageId: string): string => `report_message/${messageId}/said`;

export const REPORTS_SEALED: readonly SealedPlace[] = [
  ...FIELDS.map((field) => ({
    table: "report",
    column: `${field}_sealed`,
    key: ["report_id"],
    about: ({ report_id = "" }: Readonly<Record<string, string>>) => about(report_id, field),
  })),
  { table: "report_message", column: "said_sealed", key: ["message_id"], about: ({ message_id = "" }) => aboutSaid(message_id) },
];

export const sealWords = (tx: Tx, reportId: string, field: SealedField, words: string | null): Buffer | null =>
  words === null ? null : vaultOf(tx).seal(words, about(reportId, field));

/** Throws where the column was changed, or is of another row. */
export const openWords = (tx: Tx, reportId: string, field: SealedField, sealed: Buffer | null): string | null =>
  sealed === null ? null : vaultOf(tx).open(sealed, about(reportId, field));

/** The same for a list: one row that was changed hides nobody else's. Its card says what is wrong. */
export function openInList(tx: Tx, reportId: string, field: SealedField, sealed: Buffer | null): string | null {
  try {
    return openWords(tx, reportId, field, sealed);
  } catch {
    return null;
  }
}

export const sealPlace = (tx: Tx, reportId: string, place: Point | null): Buffer | null =>
  sealWords(tx, reportId, "place", place === null ? null : JSON.stringify([place.lat, place.lon]));

/** The exact place of a report in a list; null where it has none. */
export function openPlace(tx: Tx, reportId: string, sealed: Buffer | null): Point | null {
  const text = openInList(tx, reportId, "place", sealed);
  if (text === null) return null;
  const [lat, lon] = JSON.parse(text) as [number, number];
  return { lat, lon };
}

/** Further facts of another system on a request: addresses of its pictures, and its own number of the place. */
export type Outside = { readonly mediaUrls: readonly string[]; readonly addressId: string | null };

export const sealOutside = (tx: Tx, reportId: string, outside: Outside | null): Buffer | null =>
  sealWords(tx, reportId, "outside", outside === null ? null : JSON.stringify(outside));

export function openOutside(tx: Tx, reportId: string, sealed: Buffer | null): Outside | null {
  const text = openWords(tx, reportId, "outside", sealed);
  return text === null ? null : (JSON.parse(text) as Outside);
}

export type Said = Pick<MessageTold, "words" | "choices">;

export const sealSaid = (tx: Tx, messageId: string, { words, choices }: Said): Buffer =>
  vaultOf(tx).seal(JSON.stringify({ words, choices }), aboutSaid(messageId));

export const openSaid = (tx: Tx, messageId: string, sealed: Buffer): Said =>
  JSON.parse(vaultOf(tx).open(sealed, aboutSaid(messageId))) as Said;

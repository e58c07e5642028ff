import { exhaustive } from "../../kernel/index.ts";
import type { ImportedRow } from "./rows.ts";

/** A source's name, so that capitals, spaces and forms of letters make no second source. */
const foldedSource = (source: string): string => source.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();

/** All that was known of a row when its event began. Later facts (arrival, end) may have been written later. */
export function beginningOf(row: ImportedRow): string {
  switch (row.kind) {
    case "interventions":
      return [row.openedAt, row.channel, row.subcategory, row.sectorId, row.point?.lat, row.point?.lon].join("|");
    case "calls":
      return [row.arrivedAt, row.line, row.nature, row.sectorId, row.answeredAfterS, row.durationS].join("|");
    case "reports":
      return [row.receivedAt, row.channel, row.nature, row.sectorId, row.point?.lat, row.point?.lon].join("|");
    default:
      return exhaustive(row);
  }
}

/**
 * Identity of an event's row: the source and its own number; without a number, all that was known at the beginning. Keys of the two sorts
 * never collide: a beginning starts with a digit or a sign.
 */
export const rowKey = (row: ImportedRow, source: string | null): string =>
  row.number === null || source === null ? beginningOf(row) : JSON.stringify([foldedSource(source), row.number]);

/** Everything that a row says beside its number: two texts are equal where nothing was corrected. */
export function contentOf(row: ImportedRow): string {
  const { number: _number, ...said } = row;
  return JSON.stringify(said);
}

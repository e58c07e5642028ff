import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { storableText } from "./tree/canonical-json.ts";
import type { NewEntry } from "./entry.ts";

/** Kinds of subject that `amaliyat_work_item_of` of the database knows: they belong to a case with a reference. */
export const WORK_ITEM_KINDS: readonly string[] = [
  "assignment",
  "bolo",
  "call",
  "forward",
  "intervention",
  "partner_request",
  "public_alert",
  "report",
  "walk",
];

/** Kinds of subject that `amaliyat_sector_of` of the database knows: they lie in a sector. */
export const SECTOR_KINDS: readonly string[] = [
  ...WORK_ITEM_KINDS.filter((kind) => kind !== "public_alert"),
  "camera",
  "hazard",
  "place",
  "roster",
  "shift",
  "shift_note",
  "site",
  "unit",
];

const lacks = (value: string | null | undefined): boolean => value === undefined || value === null;

const lacksContext = ({ sectorId, workItem, subject }: NewEntry): boolean =>
  subject !== undefined &&
  subject !== null &&
  ((lacks(sectorId) && SECTOR_KINDS.includes(subject.kind)) || (lacks(workItem) && WORK_ITEM_KINDS.includes(subject.kind)));

/**
 * Adds the present sector and the work item of the subject to entries whose author named none. So an auditor who asks for a sector or a
 * reference sees all that was done. One query for all of them, before the log is locked.
 */
export async function withContext(tx: Tx, entries: readonly NewEntry[]): Promise<readonly NewEntry[]> {
  const wanted = entries.filter(lacksContext).flatMap(({ subject }) => subject ?? []);
  if (wanted.length === 0) return entries;
  const { rows } = await sql<{ kind: string; id: string; sector: string | null; item: string | null }>`
    /* kept */ select kind, id, amaliyat_sector_of(kind, id) as sector, amaliyat_work_item_of(kind, id) as item
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ id }) => storableText(id))}::text[]) as given (kind, id)`.execute(
    tx,
  );
  const found = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  return entries.map((entry) => {
    const row = lacksContext(entry) ? found.get(`${entry.subject?.kind} ${storableText(entry.subject?.id ?? "")}`) : undefined;
    return row === undefined ? entry : { ...entry, sectorId: entry.sectorId ?? row.sector, workItem: entry.workItem ?? row.item };
  });
}

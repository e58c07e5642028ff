import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import type { NewEntry } from "./entry.ts";

/** Kinds of subject that lie in a sector, by what `amaliyat_sector_of` of the database knows. */
export const SECTOR_KINDS: readonly string[] = ["assignment", "call", "intervention", "report", "unit"];

const needsSector = ({ sectorId, subject }: NewEntry): boolean =>
  (sectorId === undefined || sectorId === null) && subject !== undefined && subject !== null && SECTOR_KINDS.includes(subject.kind);

/**
 * Adds the present sector to entries about a patrol's work, a call or a report if their author named none. So an auditor who asks for a
 * sector sees all that was done in it. One query for all of them, before the log is locked.
 */
export async function withSectors(tx: Tx, entries: readonly NewEntry[]): Promise<readonly NewEntry[]> {
  const wanted = entries.filter(needsSector).flatMap(({ subject }) => subject ?? []);
  if (wanted.length === 0) return entries;
  const { rows } = await sql<{ kind: string; id: string; sector: string | null }>`
    /* kept */ select kind, id, amaliyat_sector_of(kind, id) as sector
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ id }) => id)}::text[]) as given (kind, id)`.execute(tx);
  const found = new Map(rows.map(({ kind, id, sector }) => [`${kind} ${id}`, sector]));
  return entries.map((entry) =>
    needsSector(entry) ? { ...entry, sectorId: found.get(`${entry.subject?.kind} ${entry.subject?.id}`) ?? null } : entry,
  );
}

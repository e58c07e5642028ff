import { join } from "node:path";
import { storableJson, withWords } from "../../audit/index.ts";
import { SYSTEM, transaction, withVault } from "../../platform/database/index.ts";
import { openVault } from "../../platform/vault.ts";
import type { TestRoom } from "../test-room.ts";

export type LogEntry = {
  readonly index: number;
  readonly type: string;
  readonly outcome: "done" | "refused";
  readonly refusal_code: string | null;
  readonly actor_name: string | null;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  readonly sector_id: string | null;
  readonly purpose: string | null;
  readonly work_item: string | null;
  readonly detail: Record<string, unknown> | null;
};

/** Log entries of a room as an auditor reads them, oldest first; of one subject, or all. */
export async function logEntries(room: Pick<TestRoom, "database"> & { readonly data?: string }, subjectId?: string): Promise<LogEntry[]> {
  const { rows } = await room.database.db.pool.query<LogEntry>(
    `select index::int, type, outcome, refusal_code, actor_name, subject_kind, subject_id, sector_id, purpose, work_item, detail
     from log_entry where $1::text is null or subject_id = $1 order by index`,
    [subjectId ?? null],
  );
  // Another process of the room, or a clone without one, has other keys: there the commitments stay.
  const vault = room.data === undefined ? null : await openVault(join(room.data, "keys"));
  if (vault === null) return rows;
  const details = await transaction(withVault(room.database.db, vault), SYSTEM, (tx) =>
    withWords(
      tx,
      rows.map(({ index, detail }) => ({ index, detail: storableJson(detail) })),
    ),
  );
  return rows.map((row, nth) => ({ ...row, detail: (details[nth] ?? null) as LogEntry["detail"] }));
}

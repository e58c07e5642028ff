import type { TestRoom } from "./test-room.ts";

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

/** What stands in the log of a room, oldest first; of one subject, or all of it. */
export async function logEntries(room: Pick<TestRoom, "database">, subjectId?: string): Promise<LogEntry[]> {
  const { rows } = await room.database.db.pool.query<LogEntry>(
    `select index::int, type, outcome, refusal_code, actor_name, subject_kind, subject_id, sector_id, purpose, work_item, detail
     from log_entry where $1::text is null or subject_id = $1 order by index`,
    [subjectId ?? null],
  );
  return rows;
}

import { sql, type QueryExecutorProvider, type RawBuilder } from "kysely";
import type { Json } from "./tree/canonical-json.ts";
import { canonicalJson } from "./tree/canonical-json.ts";
import { commitmentOf, type EntryFields } from "./entry.ts";
import { leafHash } from "./tree/merkle.ts";

/** A row of the log as it is stored. `salt` is null once the entry was erased. */
export type StoredEntry = {
  readonly index: number;
  readonly fields: EntryFields;
  readonly salt: Buffer | null;
  readonly commitment: Buffer;
  readonly leafHash: Buffer;
  /** Node that appended the entry, and the room's MAC over it; null in entries older than the MACs. */
  readonly node: string | null;
  readonly mac: Buffer | null;
};

type Row = Omit<EntryFields, "detail"> & {
  readonly index: string;
  readonly detail: string | null;
  readonly salt: Buffer | null;
  readonly commitment: Buffer;
  readonly leafHash: Buffer;
  readonly node: string | null;
  readonly mac: Buffer | null;
};

/** The columns of an entry; time and detail as text, so that no driver setting decides how they are read. */
const COLUMNS = sql`
  index::text as index, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, type,
  actor_id as "actorId", actor_name as "actorName", actor_role as "actorRole", session_id as "sessionId",
  subject_kind as "subjectKind", subject_id as "subjectId", sector_id as "sectorId", purpose, work_item as "workItem",
  outcome, refusal_code as "refusalCode", detail::text as detail, salt, commitment, leaf_hash as "leafHash", node, mac`;

function read({ index, detail, salt, commitment, leafHash: leaf, node, mac, ...fields }: Row): StoredEntry {
  const parsed: Json = detail === null ? null : JSON.parse(detail);
  return { index: Number(index), fields: { ...fields, detail: parsed }, salt, commitment, leafHash: leaf, node, mac };
}

/** Rows of the log that a condition holds for, by index, rising unless `newestFirst`. */
export async function selectEntries(
  db: QueryExecutorProvider,
  where: RawBuilder<unknown>,
  limit: number,
  newestFirst = false,
): Promise<StoredEntry[]> {
  const order = newestFirst ? sql`desc` : sql`asc`;
  const found = await sql<Row>`select ${COLUMNS} from log_entry where ${where} order by log_entry.index ${order} limit ${limit}`.execute(
    db,
  );
  return found.rows.map(read);
}

/** Rows from `from` on, rising. */
export const entriesFrom = (db: QueryExecutorProvider, from: number, limit: number): Promise<StoredEntry[]> =>
  selectEntries(db, sql`log_entry.index >= ${from}`, limit);

/** Contradiction inside a row, in words; null if there is none. An erased entry can only be compared with the tree. */
export function faultOfEntry({ fields, salt, commitment, leafHash: leaf }: StoredEntry): string | null {
  if (!leafHash(commitment).equals(leaf)) return "its leaf hash is not that of its commitment";
  if (salt === null) return null;
  try {
    return commitmentOf(fields, salt).equals(commitment) ? null : "its columns are not those it was committed with";
  } catch {
    return "its columns hold what cannot have been committed to";
  }
}

/**
 * One line of an export: canonical JSON of `{entry, index, salt}`, so that the bytes after `{"entry":` and before
 * `,"index":` are exactly those under the commitment. Salt in hexadecimal; null if erased.
 */
export const exportLine = ({ fields, index, salt }: Pick<StoredEntry, "fields" | "index" | "salt">): string =>
  `${canonicalJson({ entry: fields, index, salt: salt === null ? null : salt.toString("hex") })}\n`;

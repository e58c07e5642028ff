import type { FileKind } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type FileState = "announced" | "arriving" | "arrived" | "ready" | "refused";

/** Stored facts of one file of a report. */
export type KnownFile = {
  readonly fileId: string;
  readonly nth: number;
  readonly reportId: string;
  readonly reference: string;
  readonly interventionId: string | null;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly state: FileState;
  readonly foundType: string | null;
  readonly shownType: string | null;
  readonly held: boolean;
  /** Its report was taken back or forgotten: nothing of it is taken or shown any more. */
  readonly isOver: boolean;
};

type Row = Omit<KnownFile, "bytes"> & { readonly bytes: string };

const columns = sql`f.file_id as "fileId", f.nth, f.report_id as "reportId", r.reference, r.intervention_id as "interventionId", f.kind, f.bytes::text,
  f.sha256, f.state, f.found_type as "foundType", f.shown_type as "shownType", f.held,
  (r.state = 'withdrawn' or r.forgotten_at is not null) as "isOver"`;

/** True for a file that came whole, whatever was made of it. */
export const isWhole = ({ state }: Pick<KnownFile, "state">): boolean => state !== "announced" && state !== "arriving";

const found = (row: Row | { readonly fileId: null }): KnownFile | null =>
  row.fileId === null ? null : { ...row, bytes: Number(row.bytes) };

/** Files as the caller's scope sees them, in the order asked for; null where it sees none of an id. */
export async function filesById(tx: Tx, fileIds: readonly string[]): Promise<(KnownFile | null)[]> {
  const { rows } = await sql<Row | { readonly fileId: null }>`
    /* kept */ select ${columns} from unnest(${[...fileIds]}::uuid[]) with ordinality as asked (file_id, n)
      left join report_file f on f.file_id = asked.file_id left join report r on r.report_id = f.report_id order by n`.execute(tx);
  return rows.map(found);
}

/** A file as the caller's scope sees it; null where it sees none of this id. */
export const fileById = async (tx: Tx, fileId: string): Promise<KnownFile | null> => (await filesById(tx, [fileId]))[0] ?? null;

/** Files that are there, taken for a change with their reports, in the order of their ids. In the room's own scope. */
export async function lockFiles(tx: Tx, fileIds: readonly string[]): Promise<ReadonlyMap<string, KnownFile>> {
  const { rows } = await sql<Row>`
    /* kept */ select ${columns} from unnest(${fileIds.toSorted()}::uuid[]) as asked (file_id) join report_file f using (file_id)
      join report r using (report_id) for update of f, r`.execute(tx);
  return new Map(rows.map((row) => [row.fileId, { ...row, bytes: Number(row.bytes) }]));
}

export const lockFile = async (tx: Tx, fileId: string): Promise<KnownFile | null> => (await lockFiles(tx, [fileId])).get(fileId) ?? null;

export type UnderCode = { readonly isCode: boolean; readonly file: KnownFile | null };

/** Whether each follow-up code has a report, and that report's file of the id beside it. */
export async function filesUnder(tx: Tx, asked: readonly { readonly codeHash: Buffer; readonly fileId: string }[]): Promise<UnderCode[]> {
  const [hashes, ids] = [asked.map(({ codeHash }) => codeHash), asked.map(({ fileId }) => fileId)];
  const { rows } = await sql<(Row | { readonly fileId: null }) & { readonly isCode: boolean }>`
    /* kept */ select r.report_id is not null as "isCode", ${columns}
    from unnest(${hashes}::bytea[], ${ids}::uuid[]) with ordinality as asked (code_hash, file_id, n)
      left join report r on r.code_hash = asked.code_hash and r.state is not null and r.forgotten_at is null
      left join report_file f on f.file_id = asked.file_id and f.report_id = r.report_id
    order by n`.execute(tx);
  return rows.map(({ isCode, ...row }) => ({ isCode, file: found(row) }));
}

/** The first bytes are expected. */
export async function markBegun(tx: Tx, fileIds: readonly string[], at: Date): Promise<void> {
  await sql`
    /* kept */ update report_file set state = 'arriving', began_at = ${at}, code = null
    where file_id = any(${[...fileIds]}::uuid[]) and state = 'announced'`.execute(tx);
}

/** Marks a file as announced again: its bytes differed from the announcement, or it stayed away too long. */
export async function markDropped(tx: Tx, fileId: string): Promise<void> {
  await sql`
    update report_file set state = 'announced', began_at = null where file_id = ${fileId} and state in ('announced','arriving')`.execute(
    tx,
  );
}

export async function markWhole(tx: Tx, fileIds: readonly string[], at: Date): Promise<void> {
  await sql`
    /* kept */ update report_file set state = 'arrived', arrived_at = ${at}, code = null where file_id = any(${[...fileIds]}::uuid[])`.execute(
    tx,
  );
}

export type Shown = {
  readonly found: string;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly pictureHash: string | null;
  readonly wholeSha256: Buffer;
  readonly smallSha256: Buffer | null;
};

/** The copies are there. */
export async function markShown(tx: Tx, fileId: string, shown: Shown): Promise<void> {
  await sql`
    update report_file set state = 'ready', code = null, found_type = ${shown.found}, shown_type = ${shown.type}, width = ${shown.width},
      height = ${shown.height}, seconds = ${shown.seconds}, picture_hash = ${shown.pictureHash}, shown_sha256 = ${shown.wholeSha256},
      small_sha256 = ${shown.smallSha256}
    where file_id = ${fileId}`.execute(tx);
}

/** There are no copies, and why: for good, or until the machine can make some. */
export async function markUnshown(
  tx: Tx,
  fileId: string,
  { found, code, isFinal }: { found: string | null; code: string; isFinal: boolean },
): Promise<void> {
  await sql`
    update report_file set state = ${isFinal ? "refused" : "arrived"}, code = ${code}, found_type = coalesce(${found}, found_type)
    where file_id = ${fileId}`.execute(tx);
}

export type Viewing = { readonly fileId: string; readonly copy: "small" | "whole"; readonly sessionId: string; readonly userId: string };

/** Inserts or updates the viewing of a copy. False if this session views it since a moment after `since`: what it fetches is part of that. */
export async function upsertViewing(tx: Tx, { fileId, copy, sessionId, userId }: Viewing, at: Date, since: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into report_viewing as v (file_id, copy, session_id, user_id, at) values (${fileId}, ${copy}, ${sessionId}, ${userId}, ${at})
    on conflict (file_id, copy, session_id) do update set at = excluded.at where v.at <= ${since} returning at`.execute(tx);
  return rows.length > 0;
}

/** Clears passing causes: files that this machine could not open are tried again. */
export async function forgetCauses(tx: Tx): Promise<void> {
  await sql`update report_file set code = null where state = 'arrived' and code is not null and gone_at is null`.execute(tx);
}

export async function markReleased(tx: Tx, fileId: string, by: string): Promise<void> {
  await sql`update report_file set held = false, released_by = ${by} where file_id = ${fileId} and held`.execute(tx);
}

/** Nothing of these is on the disk any more; what would tell one picture from another goes too. */
export async function markGone(tx: Tx, fileIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update report_file set gone_at = ${at}, picture_hash = null, shown_sha256 = null, small_sha256 = null
    where file_id = any(${[...fileIds]}::uuid[])`.execute(tx);
}

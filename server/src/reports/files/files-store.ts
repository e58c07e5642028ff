import type { FileKind } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type FileState = "announced" | "arriving" | "arrived" | "ready" | "refused";

/** What the room knows of one file of a report. */
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

const known = (row: Row | undefined): KnownFile | null => (row === undefined ? null : { ...row, bytes: Number(row.bytes) });

/** True for a file that came whole, whatever was made of it. */
export const isWhole = ({ state }: Pick<KnownFile, "state">): boolean => state !== "announced" && state !== "arriving";

/** A file as the caller's scope sees it; null where it sees none of this id. */
export async function fileById(tx: Tx, fileId: string): Promise<KnownFile | null> {
  const { rows } = await sql<Row>`select ${columns} from report_file f join report r using (report_id) where f.file_id = ${fileId}`.execute(
    tx,
  );
  return known(rows[0]);
}

/** The same, taken for a change. In the room's own scope. */
export async function lockFile(tx: Tx, fileId: string): Promise<KnownFile | null> {
  const { rows } = await sql<Row>`
    select ${columns} from report_file f join report r using (report_id) where f.file_id = ${fileId} for update of f, r`.execute(tx);
  return known(rows[0]);
}

/** Whether a follow-up code has a report, and that report's file of this id. */
export async function fileUnder(
  tx: Tx,
  codeHash: Buffer,
  fileId: string,
): Promise<{ readonly isCode: boolean; readonly file: KnownFile | null }> {
  const { rows } = await sql`select from report where code_hash = ${codeHash} and state is not null and forgotten_at is null`.execute(tx);
  if (rows.length === 0) return { isCode: false, file: null };
  const found = await sql<Row>`
    select ${columns} from report_file f join report r using (report_id) where f.file_id = ${fileId} and r.code_hash = ${codeHash}`.execute(
    tx,
  );
  return { isCode: true, file: known(found.rows[0]) };
}

/** The first bytes are expected. */
export async function keepBegun(tx: Tx, fileId: string, at: Date): Promise<void> {
  await sql`
    update report_file set state = 'arriving', began_at = ${at}, code = null where file_id = ${fileId} and state = 'announced'`.execute(tx);
}

/** What came was not what was announced, or stayed away too long: it is waited for again. */
export async function keepDropped(tx: Tx, fileId: string): Promise<void> {
  await sql`
    update report_file set state = 'announced', began_at = null where file_id = ${fileId} and state in ('announced','arriving')`.execute(
    tx,
  );
}

export async function keepWhole(tx: Tx, fileId: string, at: Date): Promise<void> {
  await sql`update report_file set state = 'arrived', arrived_at = ${at}, code = null where file_id = ${fileId}`.execute(tx);
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
export async function keepShown(tx: Tx, fileId: string, shown: Shown): Promise<void> {
  await sql`
    update report_file set state = 'ready', code = null, found_type = ${shown.found}, shown_type = ${shown.type}, width = ${shown.width},
      height = ${shown.height}, seconds = ${shown.seconds}, picture_hash = ${shown.pictureHash}, shown_sha256 = ${shown.wholeSha256},
      small_sha256 = ${shown.smallSha256}
    where file_id = ${fileId}`.execute(tx);
}

/** There are no copies, and why: for good, or until the machine can make some. */
export async function keepUnshown(
  tx: Tx,
  fileId: string,
  { found, code, isFinal }: { found: string | null; code: string; isFinal: boolean },
): Promise<void> {
  await sql`
    update report_file set state = ${isFinal ? "refused" : "arrived"}, code = ${code}, found_type = coalesce(${found}, found_type)
    where file_id = ${fileId}`.execute(tx);
}

export async function keepReleased(tx: Tx, fileId: string, by: string): Promise<void> {
  await sql`update report_file set held = false, released_by = ${by} where file_id = ${fileId} and held`.execute(tx);
}

/** Nothing of these is on the disk any more; what would tell one picture from another goes too. */
export async function keepGone(tx: Tx, fileIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update report_file set gone_at = ${at}, picture_hash = null, shown_sha256 = null, small_sha256 = null
    where file_id = any(${[...fileIds]}::uuid[])`.execute(tx);
}

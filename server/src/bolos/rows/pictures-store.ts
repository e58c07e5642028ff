import type { BoloPicture } from "@amaliyat/contract/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { sealThumbnail, thumbnailAddress } from "./thumbnails-store.ts";

/** No BOLO has more pictures that are there. */
export const MOST_PICTURES = 6;
/** Nor more pages of documents. */
export const MOST_DOCUMENTS = 20;

export type NewPicture = Pick<BoloPicture, "pictureId" | "boloId" | "type" | "width" | "height" | "bytes" | "sha256"> & {
  readonly addedAt: Date;
  readonly userId: string;
  readonly shownSha256: string;
  readonly isDocument: boolean;
};

export async function insertPicture(tx: Tx, given: NewPicture): Promise<void> {
  const { pictureId, boloId, addedAt, userId, type, width, height, bytes, sha256, shownSha256, isDocument } = given;
  await sql`
    insert into bolo_picture (picture_id, bolo_id, added_at, added_by, type, width, height, bytes, sha256, shown_sha256, is_document)
    values (${pictureId}, ${boloId}, ${addedAt}, ${userId}, ${type}, ${width}, ${height}, ${bytes}, ${Buffer.from(sha256, "hex")},
      ${Buffer.from(shownSha256, "hex")}, ${isDocument})`.execute(tx);
}

export async function setThumbnail(tx: Tx, pictureId: string, thumbnail: Buffer, type: BoloPicture["type"]): Promise<void> {
  await sql`update bolo_picture set thumbnail_sealed = ${sealThumbnail(tx, pictureId, thumbnail)}, thumbnail_type = ${type}
    where picture_id = ${pictureId}`.execute(tx);
}

type Row = {
  picture_id: string;
  bolo_id: string;
  added_at: Date;
  name: string;
  type: BoloPicture["type"];
  width: number;
  height: number;
  bytes: number;
  sha256: Buffer;
  shown_sha256: Buffer | null;
  thumbnail_sealed: Buffer | null;
  thumbnail_type: string | null;
  erased_at: Date | null;
  is_document: boolean;
};

/** A picture with the hash of the copy that is shown; null where it was erased. */
export type KeptPicture = BoloPicture & { readonly shownSha256: string | null; readonly isDocument: boolean };

const shown = (tx: Tx, row: Row): KeptPicture => ({
  pictureId: row.picture_id,
  boloId: row.bolo_id,
  added: { at: row.added_at.toISOString(), by: row.name },
  type: row.type,
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  sha256: row.sha256.toString("hex"),
  thumbnail: thumbnailAddress(tx, row.picture_id, row.thumbnail_sealed, row.thumbnail_type),
  erasedAt: row.erased_at?.toISOString() ?? null,
  shownSha256: row.shown_sha256?.toString("hex") ?? null,
  isDocument: row.is_document,
});

const columns = sql`p.picture_id, p.bolo_id, p.added_at, coalesce(u.name, '') as name, p.type, p.width, p.height, p.bytes, p.sha256,
  p.shown_sha256, p.thumbnail_sealed, p.thumbnail_type, p.erased_at, p.is_document from bolo_picture p left join person u on u.user_id = p.added_by`;

/** The pictures of a BOLO, or the pages of its documents, in the order in which they came. */
export async function picturesOf(tx: Tx, boloId: string, areDocuments = false): Promise<KeptPicture[]> {
  const { rows } = await sql<Row>`
    select ${columns} where p.bolo_id = ${boloId} and p.is_document = ${areDocuments} order by p.added_at, p.picture_id`.execute(tx);
  return rows.map((row) => shown(tx, row));
}

export async function pictureById(tx: Tx, pictureId: string): Promise<KeptPicture | null> {
  const { rows } = await sql<Row>`select ${columns} where p.picture_id = ${pictureId}`.execute(tx);
  return rows[0] === undefined ? null : shown(tx, rows[0]);
}

/** Those of the ids that are pictures of BOLOs, erased or not. */
export async function knownPictures(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select picture_id as id from bolo_picture where picture_id = any (${[...ids]}::uuid[])`.execute(tx);
  return rows.map(({ id }) => id);
}

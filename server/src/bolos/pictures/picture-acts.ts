import type { BoloPicture, bolos } from "@amaliyat/contract/bolos";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { standingAt } from "@amaliyat/domain/bolos";
import { ok, refuse, type Refusal } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { transaction, type Tx } from "../../platform/database/index.ts";
import type { BytesReply, Call, Caller, Reply } from "../../platform/http/index.ts";
import { writeTwofold, twofold } from "../../platform/pictures/index.ts";
import type { KeptBolo } from "../rows/bolo-record.ts";
import type { BolosDeps } from "../bolos-deps.ts";
import { addEvent, lockBolo, lookAtBolo } from "../rows/bolos-store.ts";
import {
  insertPicture,
  MOST_DOCUMENTS,
  MOST_PICTURES,
  pictureById,
  picturesOf,
  setThumbnail,
  type KeptPicture,
} from "../rows/pictures-store.ts";
import { boloSubject } from "../subjects.ts";
import { tellingsOfBolo } from "../tell-bolo.ts";

const LIMIT = 8 * 1024 * 1024;
/** Largest thumbnail that a phone keeps, in bytes. */
const THUMBNAIL_LIMIT = 20 * 1024;

const shown = ({ shownSha256: _shownSha256, isDocument: _isDocument, ...picture }: KeptPicture): BoloPicture => picture;

/** Pictures are added to a draft and to what is in force; documents also to what expired, which they may renew. */
function closed({ bolo }: KeptBolo, at: number, isDocument = false): Refusal<ErrorCode> | null {
  const standing = standingAt(bolo, at);
  return standing === "draft" || standing === "in_force" || (isDocument && standing === "expired")
    ? null
    : { code: "bolo.wrong_state", params: { state: standing } };
}

async function pictureThere(tx: Tx, pictureId: string): Promise<KeptPicture> {
  const picture = await pictureById(tx, pictureId);
  if (picture === null) throw new Error("a picture left its own author's sight");
  return picture;
}

/** Writes down what was done with a picture, and tells the screens. */
async function written(
  tx: Tx,
  who: Caller,
  at: number,
  kept: KeptBolo,
  type: "bolo.picture_attached" | "bolo.document_attached" | "bolo.thumbnail_kept",
  picture: BoloPicture,
) {
  const { pictureId, bytes, sha256 } = picture;
  const tellings = await tellingsOfBolo(tx, at, kept, "changed");
  await settle(
    tx,
    { who, at },
    {
      type,
      about: boloSubject({ ...kept.bolo, reference: kept.reference }),
      detail: { reference: kept.reference, pictureId, bytes, sha256 },
    },
    tellings,
  );
}

type Attach = typeof bolos.attach;
type AttachDocument = typeof bolos.attachDocument;

/** Attaches a picture. */
export const attach = (deps: BolosDeps, call: Call<Attach>): Promise<Reply<Attach>> => acceptFile(deps, call, false);

/** Attaches a page of a document on which the BOLO rests. */
export const attachDocument = (deps: BolosDeps, call: Call<AttachDocument>): Promise<Reply<AttachDocument>> => acceptFile(deps, call, true);

/** Stores a picture or a page. The original is sealed as it arrived, with its hash, and shown to nobody; what is shown has lost what its camera wrote. */
async function acceptFile(
  { db, pictures }: BolosDeps,
  { who, at, params, body }: Call<Attach>,
  isDocument: boolean,
): Promise<Reply<Attach>> {
  const type = isDocument ? "bolo.document_attached" : "bolo.picture_attached";
  const limit = isDocument ? MOST_DOCUMENTS : MOST_PICTURES;
  const isThere = await transaction(db, scopeOf(who), (tx) => lookAtBolo(tx, params.boloId), { readOnly: true });
  if (isThere === null) return refuse({ code: "object.not_found" });
  const picture = twofold(body, LIMIT);
  if (!picture.ok) return picture;
  const { format, original, sha256, shownSha256 } = picture.value;
  if (!(await pictures.hasRoom(2 * original.length))) return refuse({ code: "photo.no_room" });
  const pictureId = randomUUID();
  try {
    const answer = await transaction(db, scopeOf(who), async (tx): Promise<Reply<Attach>> => {
      const kept = await lockBolo(tx, params.boloId);
      if (kept === null) return refuse({ code: "object.not_found" });
      const wrong = closed(kept, at, isDocument);
      if (wrong !== null) return refuse(wrong);
      const there = (await picturesOf(tx, params.boloId, isDocument)).filter(({ erasedAt }) => erasedAt === null);
      if (there.length >= limit) return refuse({ code: "bolo.too_many_pictures", params: { most: limit } });
      await writeTwofold(pictures, pictureId, picture.value);
      const hashes = { sha256, shownSha256 };
      const given = {
        pictureId,
        ...params,
        ...format,
        bytes: original.length,
        ...hashes,
        addedAt: new Date(at),
        userId: who.userId,
        isDocument,
      };
      await insertPicture(tx, given);
      await addEvent(tx, params.boloId, { at, by: who.userId, kind: type });
      const made = shown(await pictureThere(tx, pictureId));
      await written(tx, who, at, kept, type, made);
      return ok(made);
    });
    return answer;
  } catch (cause) {
    await pictures.drop(pictureId);
    throw cause;
  }
}

type KeepThumbnail = typeof bolos.keepThumbnail;

/** Accepts the thumbnail of a picture, made by its author's browser; once, so that nobody swaps the picture that crews see. */
export async function acceptThumbnail({ db }: BolosDeps, { who, at, params, body }: Call<KeepThumbnail>): Promise<Reply<KeepThumbnail>> {
  const isThere = await transaction(db, scopeOf(who), (tx) => pictureById(tx, params.pictureId), { readOnly: true });
  if (isThere === null || isThere.isDocument) return refuse({ code: "object.not_found" });
  const small = twofold(body, THUMBNAIL_LIMIT);
  if (!small.ok) return small;
  return transaction(db, scopeOf(who), async (tx) => {
    const found = await pictureById(tx, params.pictureId);
    const kept = found === null ? null : await lockBolo(tx, found.boloId);
    if (kept === null) return refuse({ code: "object.not_found" });
    const wrong = closed(kept, at);
    if (wrong !== null) return refuse(wrong);
    const { thumbnail, erasedAt } = await pictureThere(tx, params.pictureId);
    if (erasedAt !== null) return refuse({ code: "photo.gone" });
    if (thumbnail !== null) return refuse({ code: "bolo.thumbnail_kept" });
    await setThumbnail(tx, params.pictureId, small.value.shown, small.value.format.type);
    const picture = shown(await pictureThere(tx, params.pictureId));
    await written(tx, who, at, kept, "bolo.thumbnail_kept", picture);
    return ok(picture);
  });
}

/** One picture for a desk that sees its BOLO; the look is logged before the first byte. */
export async function view({ db, pictures }: BolosDeps, { who, at, params }: Call<typeof bolos.view>): Promise<BytesReply> {
  const picture = await transaction(db, scopeOf(who), (tx) => pictureById(tx, params.pictureId), { readOnly: true });
  if (picture === null) return refuse({ code: "object.not_found" });
  if (picture.shownSha256 === null) return refuse({ code: "photo.gone" });
  const bytes = await pictures.read(picture.pictureId, "shown", picture.shownSha256);
  if (bytes === null) return refuse({ code: "photo.damaged" });
  const { boloId, pictureId, sha256 } = picture;
  await transaction(db, scopeOf(who), (tx) =>
    settle(tx, { who, at }, { type: "bolo.picture_viewed", about: subjectById("bolo", boloId), detail: { pictureId, sha256 } }),
  );
  return ok({ type: picture.type, body: bytes, headers: { "cache-control": "no-store", "content-length": String(bytes.length) } });
}

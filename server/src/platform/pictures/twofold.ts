import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { hashOf, type PictureFolder } from "./folder.ts";
import { type PhotoFormat, isOfUsableSize, photoFormat } from "./format.ts";
import { withoutMetadata } from "./metadata.ts";
import { sizeText } from "../http/bounds/body-limit.ts";

/** Format of an uploaded picture, by its bytes alone; or the refusal. `limit` in bytes. */
function judgePicture(bytes: Buffer, limit: number): Result<PhotoFormat, Refusal<ErrorCode>> {
  if (bytes.length > limit) return refuse({ code: "request.too_large", params: { limit: sizeText(limit) } });
  const format = photoFormat(bytes);
  if (format === null) return refuse({ code: "photo.not_a_picture" });
  if (!isOfUsableSize(format)) return refuse({ code: "photo.dimensions", params: { width: format.width, height: format.height } });
  return ok(format);
}

/** A picture as it arrived, and the copy of it that may be shown: without what its camera wrote. Hashes are SHA-256 in hexadecimal. */
export type Twofold = {
  readonly format: PhotoFormat;
  readonly original: Buffer;
  readonly sha256: string;
  readonly shown: Buffer;
  readonly shownSha256: string;
};

/** Judges a picture that arrived and makes its copy; or why it is not taken: what cannot be cleaned is not kept. `limit` in bytes. */
export function twofold(body: Uint8Array, limit: number): Result<Twofold, Refusal<ErrorCode>> {
  const original = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const judged = judgePicture(original, limit);
  if (!judged.ok) return judged;
  const shown = withoutMetadata(original, judged.value);
  if (shown === null) return refuse({ code: "photo.not_a_picture" });
  return ok({ format: judged.value, original, sha256: hashOf(original), shown, shownSha256: hashOf(shown) });
}

/** Seals both files of a picture: the original, then the copy. */
export async function writeTwofold(pictures: PictureFolder, id: string, { original, shown }: Twofold): Promise<void> {
  await pictures.write(id, "original", original);
  await pictures.write(id, "shown", shown);
}

import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { sizeText } from "../http/body-limit.ts";
import { isOfUsableSize, photoFormat, type PhotoFormat } from "./format.ts";

/** Format of an uploaded picture, by its bytes alone; or the refusal. `limit` in bytes. */
export function judgePicture(bytes: Buffer, limit: number): Result<PhotoFormat, Refusal<ErrorCode>> {
  if (bytes.length > limit) return refuse({ code: "request.too_large", params: { limit: sizeText(limit) } });
  const format = photoFormat(bytes);
  if (format === null) return refuse({ code: "photo.not_a_picture" });
  if (!isOfUsableSize(format)) return refuse({ code: "photo.dimensions", params: { width: format.width, height: format.height } });
  return ok(format);
}

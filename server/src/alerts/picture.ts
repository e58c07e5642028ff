import type { alerts } from "@amaliyat/contract/alerts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { authorisedPicture } from "../bolos/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { BytesReply, Call } from "../platform/http/index.ts";
import type { AlertsDeps } from "./alerts-deps.ts";
import { pictureInForce } from "./alerts-queries.ts";

/** The authorised picture of a missing child, as long as phones show the alert. */
export async function picture({ db, bolos }: AlertsDeps, { at, params }: Call<typeof alerts.picture>): Promise<BytesReply> {
  const pictureId = await transaction(db, SYSTEM, (tx) => pictureInForce(tx, at, params.publicAlertId), { readOnly: true });
  const found = pictureId === null ? null : await authorisedPicture(bolos, pictureId);
  if (found === null) return refuse({ code: "object.not_found" });
  return ok({ type: found.type, body: found.bytes, headers: { "content-length": String(found.bytes.length) } });
}

import type { partnerRoutes } from "@amaliyat/contract/partners";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../audit/index.ts";
import { refusable } from "../platform/command/index.ts";
import { SYSTEM, type SealedPlace, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Vault } from "../platform/vault.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { lockPartner, upsertSecret, sealedSecret } from "./rows/partners-store.ts";
import { enqueueTelling } from "./forwards/telling-queue.ts";

/** A secret is sealed for the partner at its address: whoever points the partner at a listener of his own finds it shut. */
const about = (partnerId: string, address: string): string => `partner/${partnerId}/${address}`;

export const PARTNER_SEALED: SealedPlace = {
  table: "partner_secret",
  column: "sealed",
  key: ["partner_id"],
  beside: { columns: ["address"], join: "join partner using (partner_id)" },
  about: ({ partner_id = "", address = "" }) => about(partner_id, address),
};

/** Puts a secret in the vault. In the room's own scope, since nobody else sees that row. */
export async function setSecret(
  { db, vault }: PartnersDeps,
  { who, at, params, body }: Call<typeof partnerRoutes.setSecret>,
): Promise<Reply<typeof partnerRoutes.setSecret>> {
  return refusable(db, SYSTEM, async (tx) => {
    const partner = await lockPartner(tx, params.partnerId);
    if (partner === undefined) return refuse({ code: "object.not_found" });
    if (partner.address === null) return refuse({ code: "partner.address_missing" });
    await upsertSecret(tx, params.partnerId, vault.seal(body.secret, about(params.partnerId, partner.address)));
    await enqueueTelling(tx, params.partnerId);
    await settle(
      tx,
      { who, at },
      { type: "partner.secret_changed", about: subjectById("partner", params.partnerId), detail: { code: partner.code } },
    );
    return ok(undefined);
  });
}

/** The secret of a partner; null when there is none, or none for its address. In the room's own scope. */
export async function secretOf(tx: Tx, vault: Vault, partnerId: string, address: string): Promise<string | null> {
  const sealed = await sealedSecret(tx, partnerId);
  if (sealed === null) return null;
  try {
    return vault.open(sealed, about(partnerId, address));
  } catch {
    return null;
  }
}

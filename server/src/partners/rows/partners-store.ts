import type { PartnerFacts, PartnerKind, Transport } from "@amaliyat/domain/partners";
import type { Text3 } from "@amaliyat/domain/kernel";
import type { Tx } from "../../platform/database/index.ts";
import { partnerTables, type PartnerTables } from "./partners-tables.ts";

/** A partner as it is kept. */
export type PartnerRecord = {
  partner_id: string;
  code: string;
  names: Text3;
  kind: PartnerKind;
  transport: Transport;
  address: string | null;
  authorisation_number: string | null;
  authorisation_expires_at: Date | null;
  active: boolean;
};

const written = (row: PartnerRecord) => ({ ...row, names: JSON.stringify(row.names) });

export async function insertPartner(tx: Tx, row: PartnerRecord): Promise<void> {
  await partnerTables(tx).insertInto("partner").values(written(row)).execute();
}

/** Locks a partner for a change; undefined when there is none. */
export const lockPartner = (tx: Tx, partnerId: string): Promise<PartnerRecord | undefined> =>
  partnerTables(tx).selectFrom("partner").selectAll().where("partner_id", "=", partnerId).forUpdate().executeTakeFirst();

/** A partner that stays as it is until the transaction ends. */
export const lockPartnerForShare = (tx: Tx, partnerId: string): Promise<PartnerRecord | undefined> =>
  partnerTables(tx).selectFrom("partner").selectAll().where("partner_id", "=", partnerId).forShare().executeTakeFirst();

export async function updatePartner(tx: Tx, row: PartnerRecord): Promise<void> {
  await partnerTables(tx).updateTable("partner").set(written(row)).where("partner_id", "=", row.partner_id).execute();
}

/** Inserts or updates a sealed secret. In the room's own scope. */
export async function upsertSecret(tx: Tx, partnerId: string, sealed: Buffer): Promise<void> {
  await partnerTables(tx)
    .insertInto("partner_secret")
    .values({ partner_id: partnerId, sealed })
    .onConflict((conflict) => conflict.column("partner_id").doUpdateSet({ sealed }))
    .execute();
}

/** Deletes a secret. In the room's own scope. */
export async function deleteSecret(tx: Tx, partnerId: string): Promise<void> {
  await partnerTables(tx).deleteFrom("partner_secret").where("partner_id", "=", partnerId).execute();
}

/** The sealed secret of a partner; null when there is none. In the room's own scope. */
export async function sealedSecret(tx: Tx, partnerId: string): Promise<Buffer | null> {
  const row = await partnerTables(tx).selectFrom("partner_secret").select("sealed").where("partner_id", "=", partnerId).executeTakeFirst();
  return row?.sealed ?? null;
}

type Token = PartnerTables["partner_token"];

/** Inserts a token by its hash. In the room's own scope. */
export async function insertToken(tx: Tx, row: Token): Promise<void> {
  await partnerTables(tx).insertInto("partner_token").values(row).execute();
}

/** Revokes a token and the sessions that it opened; the partner whose it was, or null. In the room's own scope. */
export async function endToken(tx: Tx, tokenId: string, at: Date): Promise<string | null> {
  const rows = await partnerTables(tx)
    .updateTable("partner_token")
    .set({ revoked_at: at })
    .where((is) => is.or([is("token_id", "=", tokenId), is("opened_by", "=", tokenId)]))
    .where("revoked_at", "is", null)
    .returning(["token_id", "partner_id"])
    .execute();
  return rows.find((row) => row.token_id === tokenId)?.partner_id ?? null;
}

/** A token that is neither over nor revoked, by its hash. In the room's own scope. */
export const tokenByHash = (tx: Tx, hash: Buffer, at: Date): Promise<Token | undefined> =>
  partnerTables(tx)
    .selectFrom("partner_token")
    .selectAll()
    .where("token_hash", "=", hash)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", at)
    .executeTakeFirst();

/** Facts of a partner for the domain's rules. */
export const factsOf = (row: PartnerRecord, hasSecret: boolean): PartnerFacts => ({
  active: row.active,
  transport: row.transport,
  address: row.address,
  hasSecret,
  authorisation:
    row.authorisation_number === null || row.authorisation_expires_at === null
      ? null
      : { number: row.authorisation_number, expiresAt: row.authorisation_expires_at.getTime() },
});

/** Whether a token is neither over nor revoked. In the room's own scope. */
export async function isTokenOpen(tx: Tx, tokenId: string, at: Date): Promise<boolean> {
  const row = await partnerTables(tx)
    .selectFrom("partner_token")
    .select("token_id")
    .where("token_id", "=", tokenId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  return row !== undefined;
}

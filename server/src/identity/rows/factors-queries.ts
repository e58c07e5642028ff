import type { Factors } from "@amaliyat/contract/identity";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { identityTables } from "./identity-store.ts";
import { factorTables } from "./factors-store.ts";

/** The account of a name, with what else decides how it is tried: whether this browser is known as its person's, and its second factors. */
export function accountByName(tx: Tx, username: string, tokenHash: Buffer | null, knownSince: Date) {
  return identityTables(tx)
    .selectFrom("users as u")
    .innerJoin("user_password as p", "p.user_id", "u.user_id")
    .selectAll("u")
    .select(["p.password_hash", "p.set_by_code"])
    .select(
      sql<string | null>`(select d.device_id from user_device d where d.user_id = u.user_id and d.token_hash = ${tokenHash}
        and d.used_at >= ${knownSince})`.as("device_id"),
    )
    .select(sql<boolean>`exists (select from user_totp t where t.user_id = u.user_id and t.confirmed_at is not null)`.as("has_codes"))
    .select(sql<boolean>`exists (select from passkey k where k.user_id = u.user_id)`.as("has_passkeys"))
    .where("username", "=", username)
    .executeTakeFirst();
}

/** The second factors of a person, each with its mark, so that a later change of them is seen. */
export async function heldFactors(
  tx: Tx,
  userId: string,
): Promise<{ readonly passkeys: readonly string[]; readonly codesSince: string | null }> {
  const totp = await factorTables(tx).selectFrom("user_totp").select("confirmed_at").where("user_id", "=", userId).executeTakeFirst();
  const passkeys = (await passkeysOf(tx, userId)).map((row) => row.passkey_id);
  return { passkeys, codesSince: totp?.confirmed_at?.toISOString() ?? null };
}

/** Facts that decide whether a person shows a second factor before a change of them. */
export async function proofOf(
  tx: Tx,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<{ readonly hasFactor: boolean; readonly provenAt: number | null }> {
  const { passkeys, codesSince } = await heldFactors(tx, userId);
  const session = identityTables(tx).selectFrom("session").select("proven_at").where("session_id", "=", sessionId);
  const provenAt = (await session.executeTakeFirst())?.proven_at?.getTime() ?? null;
  return { hasFactor: passkeys.length > 0 || codesSince !== null, provenAt };
}

/** A passkey with its person, taken for a change: two answers of one key follow each other. */
export const lockPasskey = (tx: Tx, credentialId: Buffer) =>
  factorTables(tx).selectFrom("passkey").selectAll().where("credential_id", "=", credentialId).forUpdate().executeTakeFirst();

export const passkeysOf = (tx: Tx, userId: string) =>
  factorTables(tx).selectFrom("passkey").selectAll().where("user_id", "=", userId).orderBy("created_at").execute();

/** All second factors and devices of a person; `current` is the hash of this browser's device token. */
export async function factorsOf(tx: Tx, userId: string, current: Buffer | null): Promise<Omit<Factors, "required" | "provenUntil">> {
  const passkeys = await passkeysOf(tx, userId);
  const totp = await factorTables(tx).selectFrom("user_totp").select("confirmed_at").where("user_id", "=", userId).executeTakeFirst();
  const codes = factorTables(tx).selectFrom("user_recovery_code").select("code_mac").where("user_id", "=", userId);
  const devices = factorTables(tx).selectFrom("user_device").selectAll().where("user_id", "=", userId).orderBy("used_at", "desc");
  return {
    passkeys: passkeys.map((row) => ({
      passkeyId: row.passkey_id,
      name: row.name,
      room: row.rp_id,
      createdAt: row.created_at.toISOString(),
      usedAt: row.used_at?.toISOString() ?? null,
    })),
    codesSince: totp?.confirmed_at?.toISOString() ?? null,
    recoveryCodesLeft: (await codes.where("used_at", "is", null).execute()).length,
    devices: (await devices.execute()).map((row) => ({
      deviceId: row.device_id,
      agent: row.agent,
      address: row.address,
      knownSince: row.known_since.toISOString(),
      usedAt: row.used_at.toISOString(),
      current: current !== null && row.token_hash.equals(current),
    })),
  };
}

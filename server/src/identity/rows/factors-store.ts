import type { Generated } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type FactorTables = {
  passkey: {
    passkey_id: string;
    credential_id: Buffer;
    user_id: string;
    rp_id: string;
    name: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    created_at: Date;
    used_at: Date | null;
  };
  user_totp: {
    user_id: string;
    sealed: Buffer;
    created_at: Date;
    confirmed_at: Date | null;
    last_step: Generated<number>;
    drift: Generated<number>;
    wrong: Generated<number>;
    locked_until: Date | null;
  };
  user_recovery_code: { user_id: string; code_mac: Buffer; used_at: Date | null };
  user_device: {
    device_id: string;
    user_id: string;
    token_hash: Buffer;
    agent: string;
    address: string;
    known_since: Date;
    used_at: Date;
  };
  challenge_used: { challenge: Buffer; expires_at: Date };
};

/** Tables of second factors and known devices; in the room's own scope only. */
export const factorTables = (tx: Tx) => tx.withTables<FactorTables>();

/** Consumes a challenge; false if it was consumed before. Expired ones are deleted. */
export async function consumeChallenge(tx: Tx, challenge: Buffer, expiresAt: Date, at: Date): Promise<boolean> {
  await factorTables(tx).deleteFrom("challenge_used").where("expires_at", "<", at).execute();
  const taken = await factorTables(tx)
    .insertInto("challenge_used")
    .values({ challenge, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(taken.numInsertedOrUpdatedRows ?? 0) === 1;
}

export async function insertPasskey(tx: Tx, row: Omit<FactorTables["passkey"], "used_at">): Promise<void> {
  await factorTables(tx)
    .insertInto("passkey")
    .values({ ...row, used_at: null })
    .execute();
}

export async function usePasskey(tx: Tx, passkeyId: string, counter: number, at: Date): Promise<void> {
  await factorTables(tx).updateTable("passkey").set({ counter, used_at: at }).where("passkey_id", "=", passkeyId).execute();
}

/** Deletes a passkey of a user; its name, or null when there is none. */
export async function deletePasskey(tx: Tx, userId: string, passkeyId: string): Promise<string | null> {
  const query = factorTables(tx).deleteFrom("passkey").where("user_id", "=", userId).where("passkey_id", "=", passkeyId);
  return (await query.returning("name").executeTakeFirst())?.name ?? null;
}

/** Keeps a secret that counts for nothing before it is confirmed; one that was begun before gives way. */
export async function beginTotp(tx: Tx, userId: string, sealed: Buffer, at: Date): Promise<void> {
  await factorTables(tx).deleteFrom("user_totp").where("user_id", "=", userId).where("confirmed_at", "is", null).execute();
  const row = { user_id: userId, sealed, created_at: at, confirmed_at: null, locked_until: null };
  await factorTables(tx).insertInto("user_totp").values(row).execute();
}

export const lockTotp = (tx: Tx, userId: string) =>
  factorTables(tx).selectFrom("user_totp").selectAll().where("user_id", "=", userId).forUpdate().executeTakeFirst();

type TotpChange = { confirmed_at?: Date; last_step?: number; drift?: number; wrong?: number; locked_until?: Date | null };

export async function updateTotp(tx: Tx, userId: string, change: TotpChange): Promise<void> {
  await factorTables(tx).updateTable("user_totp").set(change).where("user_id", "=", userId).execute();
}

export async function replaceRecoveryCodes(tx: Tx, userId: string, macs: readonly Buffer[]): Promise<void> {
  await factorTables(tx).deleteFrom("user_recovery_code").where("user_id", "=", userId).execute();
  if (macs.length === 0) return;
  const rows = macs.map((code_mac) => ({ user_id: userId, code_mac, used_at: null }));
  await factorTables(tx).insertInto("user_recovery_code").values(rows).execute();
}

/** Uses a recovery code up; false when there is none such left. */
export async function useRecoveryCode(tx: Tx, userId: string, mac: Buffer, at: Date): Promise<boolean> {
  const query = factorTables(tx).updateTable("user_recovery_code").set({ used_at: at }).where("user_id", "=", userId);
  return (await query.where("code_mac", "=", mac).where("used_at", "is", null).returning("user_id").execute()).length === 1;
}

/** Deletes codes and recovery codes of a user; true when there were confirmed ones. */
export async function deleteTotp(tx: Tx, userId: string): Promise<boolean> {
  await replaceRecoveryCodes(tx, userId, []);
  const gone = await factorTables(tx).deleteFrom("user_totp").where("user_id", "=", userId).returning("confirmed_at").executeTakeFirst();
  return gone !== undefined && gone.confirmed_at !== null;
}

async function deletePasskeys(tx: Tx, userId: string): Promise<number> {
  return (await factorTables(tx).deleteFrom("passkey").where("user_id", "=", userId).returning("passkey_id").execute()).length;
}

/** Removes all second factors of a user and forgets the devices; answers what there was. */
export async function removeFactors(tx: Tx, userId: string, at: Date): Promise<{ readonly passkeys: number; readonly codes: boolean }> {
  const removed = { passkeys: await deletePasskeys(tx, userId), codes: await deleteTotp(tx, userId) };
  await deleteDevices(tx, userId, 0, at);
  return removed;
}

/** Knows a browser as a person's; one that is known already is seen again. */
export async function upsertDevice(tx: Tx, row: FactorTables["user_device"]): Promise<void> {
  const { agent, address, used_at } = row;
  await factorTables(tx)
    .insertInto("user_device")
    .values(row)
    .onConflict((conflict) => conflict.columns(["user_id", "token_hash"]).doUpdateSet({ agent, address, used_at }))
    .execute();
}

/** Forgets one device of a user; null where there is none such. */
export async function deleteDevice(tx: Tx, userId: string, deviceId: string): Promise<string | null> {
  const query = factorTables(tx).deleteFrom("user_device").where("user_id", "=", userId).where("device_id", "=", deviceId);
  return (await query.returning("device_id").executeTakeFirst())?.device_id ?? null;
}

/** Forgets the devices of a user that were not used since, and those beyond the newest `most`; all of them at 0. */
export async function deleteDevices(tx: Tx, userId: string, limit: number, since: Date): Promise<void> {
  const kept = factorTables(tx)
    .selectFrom("user_device")
    .select("device_id")
    .where("user_id", "=", userId)
    .where("used_at", ">=", since)
    .orderBy("used_at", "desc")
    .limit(limit);
  await factorTables(tx).deleteFrom("user_device").where("user_id", "=", userId).where("device_id", "not in", kept).execute();
}

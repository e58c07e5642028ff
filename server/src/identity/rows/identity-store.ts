import type { Role } from "@amaliyat/domain/identity";
import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { sql, type Generated } from "kysely";
import { asRoom, lockUntilEnd, type Tx } from "../../platform/database/index.ts";
import { aheadOf } from "./clock-steps-store.ts";

/** Tables of this feature, as kysely sees them. */
export type IdentityTables = {
  sector: { sector_id: string; parent_id: string | null; names: Text3; boundary: [number, number][] | null };
  users: {
    user_id: string;
    username: string;
    name: string;
    name_latin: string | null;
    badge: string;
    role: Role;
    language: Language;
    designated_from: Date;
    designated_until: Date | null;
    ended: Generated<boolean>;
  };
  user_password: { user_id: string; password_hash: string; set_by_code: Generated<boolean> };
  user_sector: { user_id: string; sector_id: string };
  session: {
    session_id: string;
    user_id: string;
    token_hash: Buffer;
    address: string;
    agent: string;
    opened_at: Date;
    seen_at: Date;
    expires_at: Date;
    ended_at: Date | null;
    locked_at: Date | null;
    factors: 1 | 2;
    code_id: string | null;
    earlier_token_hash: Buffer | null;
    earlier_until: Date | null;
    proven_at: Date | null;
  };
};

export const identityTables = (tx: Tx) => tx.withTables<IdentityTables>();

type NewUser = Omit<IdentityTables["users"], "ended"> & { readonly sectors: readonly string[]; readonly password_hash: string };

export async function insertUser(tx: Tx, { sectors, password_hash, ...row }: NewUser): Promise<void> {
  await identityTables(tx).insertInto("users").values(row).execute();
  const password = { user_id: row.user_id, password_hash };
  await asRoom(tx, () => identityTables(tx).insertInto("user_password").values(password).execute());
  await replaceSectors(tx, row.user_id, sectors);
}

export async function replaceSectors(tx: Tx, userId: string, sectors: readonly string[]): Promise<void> {
  await identityTables(tx).deleteFrom("user_sector").where("user_id", "=", userId).execute();
  if (sectors.length === 0) return;
  await identityTables(tx)
    .insertInto("user_sector")
    .values(sectors.map((sector_id) => ({ user_id: userId, sector_id })))
    .execute();
}

/** Locks the row of a user for a change; null when there is none. */
export function lockUser(tx: Tx, userId: string) {
  return identityTables(tx).selectFrom("users").selectAll().where("user_id", "=", userId).forUpdate().executeTakeFirst();
}

const accounts = (tx: Tx) =>
  identityTables(tx)
    .selectFrom("users as u")
    .innerJoin("user_password as p", "p.user_id", "u.user_id")
    .selectAll("u")
    .select("p.password_hash")
    .forUpdate();

/** As `lockUser`, with what opens the account; in the room's own scope only. */
export const lockAccount = (tx: Tx, userId: string) => accounts(tx).where("u.user_id", "=", userId).executeTakeFirst();

export const lockAccountByName = (tx: Tx, username: string) => accounts(tx).where("username", "=", username).executeTakeFirst();

/** Changes of rights follow one another: two administrators who demote each other must not both succeed. */
export async function lockRights(tx: Tx): Promise<void> {
  await lockUntilEnd(tx, "rights");
}

type UserChange = Partial<Omit<IdentityTables["users"], "user_id" | "username" | "ended">> & { ended?: boolean };

export async function updateUser(tx: Tx, userId: string, change: UserChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await identityTables(tx).updateTable("users").set(change).where("user_id", "=", userId).execute();
}

/** Sets a new password. One that was set by a code counts with a second factor first, where its person has one. */
export async function setPassword(tx: Tx, userId: string, password_hash: string, set_by_code = false): Promise<void> {
  const next = { password_hash, set_by_code };
  await asRoom(tx, () => identityTables(tx).updateTable("user_password").set(next).where("user_id", "=", userId).execute());
}

/** The password was used together with a second factor, or beside a passkey. In the room's own scope. */
export async function trustPassword(tx: Tx, userId: string): Promise<void> {
  const row = identityTables(tx).updateTable("user_password").set({ set_by_code: false });
  await row.where("user_id", "=", userId).where("set_by_code", "=", true).execute();
}

type Unsaid = "ended_at" | "locked_at" | "earlier_token_hash" | "earlier_until";
type NewSession = Omit<IdentityTables["session"], Unsaid>;

export async function insertSession(tx: Tx, row: NewSession): Promise<void> {
  await identityTables(tx)
    .insertInto("session")
    .values({ ...row, ended_at: null, locked_at: null, earlier_token_hash: null, earlier_until: null })
    .execute();
}

/** Ends open sessions: one, or all of a user but for one. Returns the ids that were open. */
export async function endSessions(tx: Tx, of: { sessionId: string } | { userId: string; except?: string }, at: Date): Promise<string[]> {
  const query = identityTables(tx).updateTable("session").set({ ended_at: at }).where("ended_at", "is", null);
  const chosen = "sessionId" in of ? query.where("session_id", "=", of.sessionId) : query.where("user_id", "=", of.userId);
  const but = "except" in of && of.except !== undefined ? chosen.where("session_id", "<>", of.except) : chosen;
  return (await but.returning("session_id").execute()).map((row) => row.session_id);
}

/** Ends the open sessions of a user beyond the newest `most`. Returns the ids that were open. */
export async function endOldestSessions(tx: Tx, userId: string, limit: number, at: Date): Promise<string[]> {
  const ended = await sql<{ session_id: string }>`
    update session set ended_at = ${at} where session_id in (
      select session_id from session where user_id = ${userId} and ended_at is null and expires_at > ${at}
      order by opened_at desc, session_id offset ${limit}
    ) returning session_id`.execute(tx);
  return ended.rows.map((row) => row.session_id);
}

/** The session is proven by two factors from now on. */
export async function raiseSession(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await identityTables(tx).updateTable("session").set({ factors: 2, proven_at: at }).where("session_id", "=", sessionId).execute();
}

type NextToken = { readonly sessionId: string; readonly from: Buffer; readonly to: Buffer; readonly until: Date };

/** Gives a session its next token; false where it had another one already: of two at once the browser keeps the first. */
export async function replaceToken(tx: Tx, { sessionId, from, to, until }: NextToken): Promise<boolean> {
  const next = { token_hash: to, earlier_token_hash: from, earlier_until: until };
  const row = identityTables(tx).updateTable("session").set(next).where("session_id", "=", sessionId).where("token_hash", "=", from);
  return (await row.executeTakeFirst()).numUpdatedRows > 0n;
}

/** The person of a session that a code opened has a password now. */
export async function markPasswordSet(tx: Tx, sessionId: string): Promise<void> {
  await identityTables(tx).updateTable("session").set({ code_id: null }).where("session_id", "=", sessionId).execute();
}

/** Sets the time since which a session is locked. The first lock stays. */
export async function setLockedAt(tx: Tx, sessionId: string, at: Date | null): Promise<void> {
  const query = identityTables(tx).updateTable("session").set({ locked_at: at }).where("session_id", "=", sessionId);
  await (at === null ? query : query.where("locked_at", "is", null)).execute();
}

export async function touchSession(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await identityTables(tx)
    .updateTable("session")
    // A step of the clock may have moved it beyond that.
    .set({ seen_at: sql<Date>`greatest(seen_at, ${at}::timestamptz + ${aheadOf(tx)})` })
    .where("session_id", "=", sessionId)
    .where("ended_at", "is", null)
    .execute();
}

/** Objects travel to jsonb columns as text: kysely would send the boundary as a PostgreSQL array. */
export async function upsertSector(tx: Tx, row: IdentityTables["sector"]): Promise<void> {
  const boundary = row.boundary === null ? null : JSON.stringify(row.boundary);
  await sql`
    insert into sector (sector_id, parent_id, names, boundary)
    values (${row.sector_id}, ${row.parent_id}, ${JSON.stringify(row.names)}::jsonb, ${boundary}::jsonb)
    on conflict (sector_id) do update set parent_id = excluded.parent_id, names = excluded.names, boundary = excluded.boundary`.execute(tx);
}

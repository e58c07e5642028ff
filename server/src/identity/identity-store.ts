import type { Role } from "@amaliyat/domain/identity";
import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { sql, type Generated } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type IdentityTables = {
  sector: { sector_id: string; parent_id: string | null; names: Text3; boundary: [number, number][] | null };
  users: {
    user_id: string;
    username: string;
    name: string;
    badge: string;
    role: Role;
    language: Language;
    password_hash: string;
    designated_from: Date;
    designated_until: Date | null;
    ended: Generated<boolean>;
    failures: Generated<number>;
    locked_until: Date | null;
  };
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
  };
};

export const identityTables = (tx: Tx) => tx.withTables<IdentityTables>();

type NewUser = Omit<IdentityTables["users"], "ended" | "failures" | "locked_until"> & { readonly sectors: readonly string[] };

export async function insertUser(tx: Tx, { sectors, ...row }: NewUser): Promise<void> {
  await identityTables(tx)
    .insertInto("users")
    .values({ ...row, locked_until: null })
    .execute();
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

/** Takes the row of a user for a change; null when there is none. */
export function lockUser(tx: Tx, userId: string) {
  return identityTables(tx).selectFrom("users").selectAll().where("user_id", "=", userId).forUpdate().executeTakeFirst();
}

/** Changes of rights follow one another: two administrators who demote each other must not both succeed. Any number free in the room. */
export async function lockRights(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7152284)`.execute(tx);
}

export function lockUserByName(tx: Tx, username: string) {
  return identityTables(tx).selectFrom("users").selectAll().where("username", "=", username).forUpdate().executeTakeFirst();
}

type UserChange = Partial<Omit<IdentityTables["users"], "user_id" | "username" | "ended" | "failures">> & {
  ended?: boolean;
  failures?: number;
};

export async function updateUser(tx: Tx, userId: string, change: UserChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await identityTables(tx).updateTable("users").set(change).where("user_id", "=", userId).execute();
}

export async function insertSession(tx: Tx, row: Omit<IdentityTables["session"], "ended_at">): Promise<void> {
  await identityTables(tx)
    .insertInto("session")
    .values({ ...row, ended_at: null })
    .execute();
}

/** Ends open sessions: one, or all of a user but for one. Returns the ids that were open. */
export async function endSessions(tx: Tx, of: { sessionId: string } | { userId: string; except?: string }, at: Date): Promise<string[]> {
  const query = identityTables(tx).updateTable("session").set({ ended_at: at }).where("ended_at", "is", null);
  const chosen = "sessionId" in of ? query.where("session_id", "=", of.sessionId) : query.where("user_id", "=", of.userId);
  const but = "except" in of && of.except !== undefined ? chosen.where("session_id", "<>", of.except) : chosen;
  return (await but.returning("session_id").execute()).map((row) => row.session_id);
}

export async function touchSession(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await identityTables(tx)
    .updateTable("session")
    .set({ seen_at: at })
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

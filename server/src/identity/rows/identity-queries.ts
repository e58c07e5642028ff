import type { User } from "@amaliyat/contract/identity";
import { isDesignated, sessionEndsAt } from "@amaliyat/domain/identity";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { aheadOf } from "./clock-steps-store.ts";
import { identityTables } from "./identity-store.ts";

/** The sectors within the competence of the user `u`, the tree expanded. */
const COVERS = sql<string[]>`array(
  with recursive covered as (
    select sector_id from user_sector where user_id = u.user_id
    union
    select child.sector_id from sector child join covered on child.parent_id = covered.sector_id
  ) select sector_id from covered order by sector_id
)`;

/** The session of a token: its own, or for a while the one before. */
const sessionIdOf = (tx: Tx, tokenHash: Buffer, at: Date) => sql<string>`(
  select session_id from session where token_hash = ${tokenHash}
  union all select session_id from session where earlier_token_hash = ${tokenHash} and earlier_until - ${aheadOf(tx)} > ${at} limit 1
)`;

/** A session with its person and competence, by the hash of its token. One round trip: it runs at each request. */
export async function sessionByToken(tx: Tx, tokenHash: Buffer, at: Date) {
  const found = await sql<{
    session_id: string;
    user_id: string;
    username: string;
    name: string;
    role: User["role"];
    opened_at: Date;
    seen_at: Date;
    expires_at: Date;
    locked_at: Date | null;
    factors: 1 | 2;
    code_id: string | null;
    designated_from: Date;
    designated_until: Date | null;
    ended: boolean;
    covers: string[];
  }>`
    /* kept */ select s.session_id, u.user_id, u.username, u.name, u.role, s.opened_at - ahead.by as opened_at, s.seen_at - ahead.by as seen_at,
      s.expires_at - ahead.by as expires_at, s.locked_at, s.factors, s.code_id, u.designated_from,
      u.designated_until, u.ended, ${COVERS} as covers
    from session s join users u using (user_id), (select ${aheadOf(tx)} as by) ahead
    where s.session_id = ${sessionIdOf(tx, tokenHash, at)} and s.ended_at is null`.execute(tx);
  return found.rows[0] ?? null;
}

const shown = (row: {
  user_id: string;
  username: string;
  name: string;
  name_latin: string | null;
  badge: string;
  role: User["role"];
  language: User["language"];
  designated_from: Date;
  designated_until: Date | null;
  ended: boolean;
  sectors: string[];
}): User => ({
  userId: row.user_id,
  username: row.username,
  name: row.name,
  nameLatin: row.name_latin,
  badge: row.badge,
  role: row.role,
  sectors: row.sectors,
  language: row.language,
  designatedFrom: row.designated_from.toISOString(),
  designatedUntil: row.designated_until?.toISOString() ?? null,
  ended: row.ended,
});

const users = (tx: Tx) =>
  identityTables(tx)
    .selectFrom("users as u")
    .select(["u.user_id", "username", "name", "name_latin", "badge", "role", "language", "designated_from", "designated_until", "ended"])
    .select(sql<string[]>`array(select sector_id from user_sector us where us.user_id = u.user_id order by 1)`.as("sectors"));

/** The open session of a token, whoever's it is: what a browser leaves behind when it signs in again. */
export async function sessionOfToken(tx: Tx, tokenHash: Buffer, at: Date) {
  const query = identityTables(tx).selectFrom("session as s").innerJoin("users as u", "u.user_id", "s.user_id");
  return query
    .select(["s.session_id", "s.user_id", "u.name", "u.role"])
    .where("s.session_id", "=", sessionIdOf(tx, tokenHash, at))
    .where("s.ended_at", "is", null)
    .executeTakeFirst();
}

/** Everybody, by name. */
export async function listUsers(tx: Tx): Promise<User[]> {
  return (await users(tx).orderBy("name").execute()).map(shown);
}

/** The names of all accounts, those that have ended too: records name them. */
export const accountNames = (tx: Tx) =>
  identityTables(tx).selectFrom("users").select(["name", "name_latin as nameLatin"]).orderBy("name").execute();

export async function userById(tx: Tx, userId: string): Promise<User | null> {
  const row = await users(tx).where("u.user_id", "=", userId).executeTakeFirst();
  return row ? shown(row) : null;
}

/** True if somebody has this name already. */
export async function hasUsername(tx: Tx, username: string): Promise<boolean> {
  return (await identityTables(tx).selectFrom("users").select("user_id").where("username", "=", username).executeTakeFirst()) !== undefined;
}

/** Badge and role of a person who is designated at a moment; null for anybody else. */
export async function personOf(tx: Tx, userId: string, at: number): Promise<Pick<User, "badge" | "role"> | null> {
  const user = await userById(tx, userId);
  if (user === null) return null;
  const { badge, role, ended } = user;
  const until = user.designatedUntil === null ? null : Date.parse(user.designatedUntil);
  return isDesignated({ designatedFrom: Date.parse(user.designatedFrom), designatedUntil: until, ended }, at) ? { badge, role } : null;
}

/** The person of a session, open or over. */
export type BehindSession = Pick<User, "userId" | "username" | "name" | "role"> & {
  readonly isDesignated: boolean;
  /** End of the session, by an act or by its time, in ms; null while it goes on. */
  readonly endedAt: number | null;
};

/** Finds the person of a session, however long it is over; null where there is none of this id. In the room's own scope. */
export async function behindSession(tx: Tx, sessionId: string, at: number): Promise<BehindSession | null> {
  const [session] = await sessionTimes(tx, [sessionId]);
  if (session === undefined) return null;
  const user = await userById(tx, session.user_id);
  if (user === null) return null;
  const end = sessionEndsAt({ role: session.role, openedAt: session.opened_at.getTime(), seenAt: session.seen_at.getTime() });
  const { userId, username, name, role } = user;
  return {
    userId,
    username,
    name,
    role,
    isDesignated: (await personOf(tx, userId, at)) !== null,
    endedAt: session.ended_at?.getTime() ?? (end <= at ? end : null),
  };
}

/** True if another account carries the badge of a user: one person with two accounts, or two persons whom the room takes for one. */
export async function sharesBadge(tx: Tx, userId: string): Promise<boolean> {
  return (await otherAccounts(tx, userId)).length > 0;
}

/** Other accounts that carry the badge of a user, however it is written. */
export async function otherAccounts(tx: Tx, userId: string): Promise<string[]> {
  const found = await sql<{ userId: string }>`
    select o.user_id as "userId" from users u join users o on amaliyat_fold(o.badge) = amaliyat_fold(u.badge) and o.user_id <> u.user_id
    where u.user_id = ${userId} and amaliyat_fold(u.badge) <> ''`.execute(tx);
  return found.rows.map((row) => row.userId);
}

/** Everybody who has one of these roles, designated or not, by name. */
export const usersInRole = (tx: Tx, roles: readonly User["role"][]) =>
  identityTables(tx)
    .selectFrom("users")
    .selectAll()
    .where("role", "in", [...roles])
    .orderBy("username")
    .execute();

/** Data of users for a move of sectors: everybody who has an account, with the sectors named for them. */
export const competences = (tx: Tx) =>
  identityTables(tx)
    .selectFrom("users as u")
    .innerJoin("user_sector as s", "s.user_id", "u.user_id")
    .select(["u.user_id", "u.role"])
    .select(sql<string[]>`array_agg(s.sector_id)`.as("sectors"))
    .groupBy(["u.user_id", "u.role"])
    .execute();

/** True while the room has no user at all. */
export async function isEmptyRoom(tx: Tx): Promise<boolean> {
  return (await identityTables(tx).selectFrom("users").select("user_id").limit(1).executeTakeFirst()) === undefined;
}

export function listSectors(tx: Tx) {
  return identityTables(tx).selectFrom("sector").selectAll().orderBy("sector_id").execute();
}

/** Number of users, apart from one, who are designated in a role at `at`. */
export async function othersInRole(tx: Tx, role: User["role"], userId: string, at: Date): Promise<number> {
  const found = await sql<{ others: number }>`
    select count(*)::int as others from users where role = ${role} and user_id <> ${userId} and not ended
      and designated_from <= ${at} and (designated_until is null or designated_until > ${at})`.execute(tx);
  return found.rows[0]?.others ?? 0;
}

/** Facts that decide whether these sessions still live, and the sectors that they cover now. */
export function sessionTimes(tx: Tx, sessionIds: readonly string[]) {
  return identityTables(tx)
    .selectFrom("session as s")
    .innerJoin("users as u", "u.user_id", "s.user_id")
    .select([
      "s.session_id",
      "u.user_id",
      "u.role",
      sql<Date>`s.opened_at - ${aheadOf(tx)}`.as("opened_at"),
      sql<Date>`s.seen_at - ${aheadOf(tx)}`.as("seen_at"),
      "s.ended_at",
      "s.locked_at",
      "u.designated_from",
      "u.designated_until",
      "u.ended",
    ])
    .select(COVERS.as("covers"))
    .where("s.session_id", "in", [...sessionIds])
    .execute();
}

/** Open sessions that have not run out at `at`, newest first; of one user, or of all. */
export function openSessions(tx: Tx, at: Date, userId: string | null) {
  const query = identityTables(tx)
    .selectFrom("session as s")
    .innerJoin("users as u", "u.user_id", "s.user_id")
    .select([
      "s.session_id",
      "s.user_id",
      "u.username",
      "u.name",
      "u.role",
      "s.address",
      "s.agent",
      "s.opened_at",
      "s.seen_at",
      "s.expires_at",
    ])
    .where("s.ended_at", "is", null)
    .where("s.expires_at", ">", at)
    .orderBy("s.opened_at", "desc");
  return (userId === null ? query : query.where("s.user_id", "=", userId)).execute();
}

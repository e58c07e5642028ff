import type { identity, User } from "@amaliyat/contract/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { randomUUID } from "node:crypto";
import { append, appendAll } from "../audit/index.ts";
import { afterCommit, isUniqueViolation, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Door } from "./door/door.ts";
import { listSectors, listUsers, othersInRole, userById } from "./identity-queries.ts";
import { endSessions, insertUser, lockRights, lockUser, replaceSectors, setPassword, updateUser } from "./identity-store.ts";
import { hashPassword } from "./password-hash.ts";
import { judgePassword } from "./passwords/judge-password.ts";
import { actorOf, scopeOf } from "./scope.ts";
import type { SessionEnder } from "./session-keeper.ts";

async function unknownSector(tx: Tx, sectors: readonly string[]): Promise<Refusal<ErrorCode> | null> {
  const known = new Set((await listSectors(tx)).map((sector) => sector.sector_id));
  const unknown = sectors.find((sector) => !known.has(sector));
  return unknown === undefined ? null : { code: "sector.unknown_parent", params: { parent: unknown } };
}

async function shown(tx: Tx, userId: string): Promise<User> {
  const user = await userById(tx, userId);
  if (user === null) throw new Error("a user vanished inside its own transaction");
  return user;
}

export async function users(db: Db, call: Call<typeof identity.users>): Promise<Reply<typeof identity.users>> {
  return ok(await transaction(db, scopeOf(call.who), listUsers, { readOnly: true }));
}

/** Designates a person; the first password is given by hand, and the person changes it. */
export async function createUser(db: Db, door: Door, call: Call<typeof identity.createUser>): Promise<Reply<typeof identity.createUser>> {
  const { at, address } = call;
  const body = { ...call.body, sectors: [...new Set(call.body.sectors)] };
  const bad = await judgePassword(body.password, body);
  if (bad !== null) return refuse(bad);
  const hashed = await door.hashing.take(address, () => hashPassword(body.password));
  if (!hashed.ok) return hashed;
  const password_hash = hashed.value;
  const userId = randomUUID();
  try {
    return await transaction(db, scopeOf(call.who), async (tx): Promise<Result<User, Refusal<ErrorCode>>> => {
      const unknown = await unknownSector(tx, body.sectors);
      if (unknown !== null) return refuse(unknown);
      await insertUser(tx, {
        user_id: userId,
        username: body.username,
        name: body.name,
        badge: body.badge,
        role: body.role,
        language: body.language,
        password_hash,
        designated_from: new Date(body.designatedFrom ?? at),
        designated_until: body.designatedUntil === null ? null : new Date(body.designatedUntil),
        sectors: body.sectors,
      });
      const user = await shown(tx, userId);
      await append(tx, {
        at,
        type: "user.created",
        actor: actorOf(call.who),
        subject: { kind: "user", id: userId },
        detail: { username: body.username, role: body.role, sectors: body.sectors },
      });
      return ok(user);
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: body.username } });
    throw cause;
  }
}

type Changed = Call<typeof identity.changeUser>["body"];

/** What an administrator may change of a person, as the log tells it before and after. Name, badge and language are no rights. */
const RIGHTS = ["role", "sectors", "designatedUntil", "ended"] as const;
const PLAIN = ["name", "badge", "language"] as const;
type Field = (typeof RIGHTS)[number] | (typeof PLAIN)[number];

/** A field in the one spelling in which two values can be compared. */
function spelled(field: Field, of: Changed | User): string | undefined {
  const value = of[field];
  if (Array.isArray(value)) return [...new Set(value)].toSorted().join(" ");
  if (field === "designatedUntil" && typeof value === "string") return new Date(value).toISOString();
  return value === undefined ? undefined : String(value);
}

/** The fields that a change really changes. */
const changesOf = (before: User, body: Changed): Field[] =>
  [...PLAIN, ...RIGHTS].filter((field) => body[field] !== undefined && spelled(field, body) !== spelled(field, before));

const isInForce = (user: User, at: number): boolean =>
  !user.ended && Date.parse(user.designatedFrom) <= at && (user.designatedUntil === null || Date.parse(user.designatedUntil) > at);

/** Nobody changes their own rights, and the room is never left without whoever designates or whoever checks. */
async function refusedChange(tx: Tx, call: Call<typeof identity.changeUser>, before: User): Promise<Refusal<ErrorCode> | null> {
  const { body, at, who } = call;
  const changes = changesOf(before, body);
  const touchesRights = RIGHTS.some((field) => changes.includes(field));
  if (who.userId === before.userId && (touchesRights || body.password !== undefined)) return { code: "user.own_rights" };
  const after: User = { ...before, role: body.role ?? before.role, ended: body.ended ?? before.ended };
  if (body.designatedUntil !== undefined) after.designatedUntil = body.designatedUntil;
  const leaves = isInForce(before, at) && (after.role !== before.role || !isInForce(after, at));
  const isNeeded = before.role === "administrator" || before.role === "auditor";
  if (leaves && isNeeded && (await othersInRole(tx, before.role, before.userId, new Date(at))) === 0) return { code: "user.last_of_role" };
  return body.sectors === undefined ? null : unknownSector(tx, body.sectors);
}

const pick = (user: User, fields: readonly Field[]) => Object.fromEntries(fields.map((field) => [field, user[field]]));

/** Changes a person. A new role, sector, password or end of designation ends the open sessions: rights are read at sign-in. */
export async function changeUser(
  db: Db,
  door: Door,
  end: SessionEnder,
  call: Call<typeof identity.changeUser>,
): Promise<Reply<typeof identity.changeUser>> {
  const { body, params, at, who } = call;
  const hashed =
    body.password === undefined ? ok(undefined) : await door.hashing.take(call.address, () => hashPassword(body.password ?? ""));
  if (!hashed.ok) return hashed;
  const password_hash = hashed.value;
  return transaction(db, scopeOf(who), async (tx): Promise<Result<User, Refusal<ErrorCode>>> => {
    await lockRights(tx);
    if ((await lockUser(tx, params.userId)) === undefined) return refuse({ code: "object.not_found" });
    const before = await shown(tx, params.userId);
    const bad = body.password === undefined ? null : await judgePassword(body.password, before);
    const refused = bad ?? (await refusedChange(tx, call, before));
    if (refused !== null) return refuse(refused);
    await updateUser(tx, params.userId, {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.badge === undefined ? {} : { badge: body.badge }),
      ...(body.role === undefined ? {} : { role: body.role }),
      ...(body.language === undefined ? {} : { language: body.language }),
      ...(body.ended === undefined ? {} : { ended: body.ended }),
      ...(body.designatedUntil === undefined
        ? {}
        : { designated_until: body.designatedUntil === null ? null : new Date(body.designatedUntil) }),
    });
    if (password_hash !== undefined) await setPassword(tx, params.userId, password_hash);
    if (body.sectors !== undefined) await replaceSectors(tx, params.userId, [...new Set(body.sectors)]);
    const user = await shown(tx, params.userId);
    const changes = changesOf(before, body);
    if (password_hash !== undefined || RIGHTS.some((field) => changes.includes(field))) {
      const ended = await endSessions(tx, { userId: params.userId }, new Date(at));
      afterCommit(tx, () => end(ended, "session.revoked"));
    }
    const about = { at, actor: actorOf(who), subject: { kind: "user", id: params.userId } } as const;
    const detail = { username: user.username, before: pick(before, changes), after: pick(user, changes) };
    await appendAll(tx, [
      { ...about, type: user.ended && !before.ended ? "user.ended" : "user.changed", detail },
      ...(password_hash === undefined ? [] : [{ ...about, type: "user.password_changed", detail: { own: false } } as const]),
    ]);
    return ok(user);
  });
}

import type { identity, User } from "@amaliyat/contract/identity";
import { checkPassword } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { afterCommit, isUniqueViolation, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { listSectors, listUsers, userById } from "./identity-queries.ts";
import { endSessions, insertUser, lockUser, replaceSectors, updateUser } from "./identity-store.ts";
import { hashPassword } from "./password-hash.ts";
import { actorOf, scopeOf } from "./scope.ts";
import type { SessionEnder } from "./session-keeper.ts";

/** The first thing wrong with a password, or null. */
export const badPassword = (password: string, username: string): Refusal<ErrorCode> | null => checkPassword(password, username)[0] ?? null;

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

/** Designates a person; the password is given by hand and changed by the administrator only. */
export async function createUser(db: Db, call: Call<typeof identity.createUser>): Promise<Reply<typeof identity.createUser>> {
  const { body, at } = call;
  const bad = badPassword(body.password, body.username);
  if (bad !== null) return refuse(bad);
  const password_hash = await hashPassword(body.password);
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

/** Changes a person. A new role, sector, password or end of designation ends the open sessions: rights are read at sign-in. */
export async function changeUser(
  db: Db,
  end: SessionEnder,
  call: Call<typeof identity.changeUser>,
): Promise<Reply<typeof identity.changeUser>> {
  const { body, params, at } = call;
  const password_hash = body.password === undefined ? undefined : await hashPassword(body.password);
  return transaction(db, scopeOf(call.who), async (tx): Promise<Result<User, Refusal<ErrorCode>>> => {
    const before = await lockUser(tx, params.userId);
    if (before === undefined) return refuse({ code: "object.not_found" });
    const bad = body.password === undefined ? null : badPassword(body.password, before.username);
    const refused = bad ?? (body.sectors === undefined ? null : await unknownSector(tx, body.sectors));
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
      ...(password_hash === undefined ? {} : { password_hash, failures: 0, locked_until: null }),
    });
    if (body.sectors !== undefined) await replaceSectors(tx, params.userId, body.sectors);
    const ended = await endSessions(tx, { userId: params.userId }, new Date(at));
    afterCommit(tx, () => end(ended, "session.revoked"));
    const user = await shown(tx, params.userId);
    await append(tx, {
      at,
      type: body.ended === true ? "user.ended" : "user.changed",
      actor: actorOf(call.who),
      subject: { kind: "user", id: params.userId },
      detail: { changed: Object.keys(body), role: user.role, sectors: user.sectors },
    });
    return ok(user);
  });
}

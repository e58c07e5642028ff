import type { identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Door } from "./door/door.ts";
import { judgePassword } from "./passwords/judge-password.ts";
import { isEmptyRoom } from "./identity-queries.ts";
import { insertUser } from "./identity-store.ts";
import { hashPassword } from "./password-hash.ts";
import { callerByToken, sessionOf } from "./sessions.ts";
import { openSessionFor } from "./open-session.ts";

export async function firstRun(db: Db): Promise<Reply<typeof identity.firstRun>> {
  return ok({ needed: await transaction(db, SYSTEM, isEmptyRoom, { readOnly: true }) });
}

/** True if the room is empty; if not, that somebody tried stands in the log. */
async function isOpen(tx: Tx, { at, address }: Call<typeof identity.begin>): Promise<boolean> {
  if (await isEmptyRoom(tx)) return true;
  await append(tx, { at, type: "access.refused", refusalCode: "room.already_begun", detail: { address } });
  return false;
}

/** Makes the first administrator of an empty room and signs the person in. Two at once: the second finds a room that has begun. */
export async function begin(db: Db, door: Door, call: Call<typeof identity.begin>): Promise<Reply<typeof identity.begin>> {
  const { body, at, address } = call;
  const bad = await judgePassword(body.password, body);
  if (bad !== null) return refuse(bad);
  const tried = door.strangers.begin(address, at);
  if (!tried.ok) return tried;
  // Before the hash: in a room that has begun nobody makes it work.
  if (!(await transaction(db, SYSTEM, (tx) => isOpen(tx, call)))) return refuse({ code: "room.already_begun" });
  const hashed = await door.hashing.take(address, () => hashPassword(body.password));
  if (!hashed.ok) return hashed;
  const password_hash = hashed.value;
  const opened = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      if (!(await isOpen(tx, call))) return null;
      const user = { user_id: randomUUID(), username: body.username, name: body.name, role: "administrator" as const };
      await insertUser(tx, {
        ...user,
        badge: body.badge,
        language: body.language,
        password_hash,
        designated_from: new Date(at),
        designated_until: null,
        sectors: [],
      });
      await append(tx, {
        at,
        type: "user.created",
        subject: { kind: "user", id: user.user_id },
        detail: { username: body.username, first: true },
      });
      return openSessionFor(tx, user, call);
    },
    { isolation: "serializable" },
  );
  if (opened === null) return refuse({ code: "room.already_begun" });
  call.setToken(opened.token, opened.expiresAt);
  const caller = await callerByToken(db, opened.token, at);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}

import type { identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { isEmptyRoom } from "./identity-queries.ts";
import { insertUser } from "./identity-store.ts";
import { hashPassword } from "./password-hash.ts";
import { callerByToken, sessionOf } from "./sessions.ts";
import { openSessionFor } from "./sign-in.ts";
import { badPassword } from "./users.ts";

export async function firstRun(db: Db): Promise<Reply<typeof identity.firstRun>> {
  return ok({ needed: await transaction(db, SYSTEM, isEmptyRoom, { readOnly: true }) });
}

/** Makes the first administrator of an empty room and signs the person in. Two at once: the second finds a room that has begun. */
export async function begin(db: Db, call: Call<typeof identity.begin>): Promise<Reply<typeof identity.begin>> {
  const { body, at } = call;
  const bad = badPassword(body.password, body.username);
  if (bad !== null) return refuse(bad);
  const password_hash = await hashPassword(body.password);
  const opened = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      if (!(await isEmptyRoom(tx))) {
        await append(tx, { at, type: "access.refused", refusalCode: "room.already_begun", detail: { address: call.address } });
        return null;
      }
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

import type { identity } from "@amaliyat/contract/identity";
import { ok } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { askOwnPassword } from "./ask-own-password.ts";
import type { Door } from "./door.ts";
import { keepLocked } from "./identity-store.ts";
import { actorOf } from "./scope.ts";

type Lock = typeof identity.lock;
type Unlock = typeof identity.unlock;

async function setLocked(db: Db, { who, at }: Pick<Call<Lock>, "who" | "at">, locked: boolean): Promise<Reply<Lock>> {
  const { sessionId } = who;
  await transaction(db, SYSTEM, async (tx) => {
    await keepLocked(tx, sessionId, locked ? new Date(at) : null);
    const type = locked ? "session.locked" : "session.unlocked";
    await append(tx, { at, type, actor: actorOf(who), subject: { kind: "session", id: sessionId } });
  });
  return ok(undefined);
}

/** Locks the session: the gate lets nothing through but the telephone until its person is back. */
export const lock = (db: Db, call: Call<Lock>): Promise<Reply<Lock>> => setLocked(db, call, true);

export async function unlock(db: Db, door: Door, call: Call<Unlock>): Promise<Reply<Unlock>> {
  const asked = await askOwnPassword(db, door, call, call.body.password);
  return asked.ok ? setLocked(db, call, false) : asked;
}

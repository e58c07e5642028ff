import type { identity } from "@amaliyat/contract/identity";
import { ok } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { askOwnPassword } from "./ask-own-password.ts";
import type { Door } from "./door/door.ts";
import { keepLocked } from "./identity-store.ts";
import { actorOf } from "./scope.ts";
import type { SessionLocker } from "./session-keeper.ts";

type Lock = typeof identity.lock;
type Unlock = typeof identity.unlock;

/** What the session holds open is told once it is written. */
export async function setLocked(
  db: Db,
  tell: SessionLocker,
  { who, at }: { readonly who: Caller; readonly at: number },
  locked: boolean,
): Promise<Reply<Lock>> {
  const { sessionId } = who;
  await transaction(db, SYSTEM, async (tx) => {
    await keepLocked(tx, sessionId, locked ? new Date(at) : null);
    afterCommit(tx, () => tell(sessionId, locked));
    const type = locked ? "session.locked" : "session.unlocked";
    await append(tx, { at, type, actor: actorOf(who), subject: { kind: "session", id: sessionId } });
  });
  return ok(undefined);
}

/** Locks the session: the gate lets nothing through but the telephone until its person is back. */
export const lock = (db: Db, tell: SessionLocker, call: Call<Lock>): Promise<Reply<Lock>> => setLocked(db, tell, call, true);

export async function unlock(db: Db, door: Door, tell: SessionLocker, call: Call<Unlock>): Promise<Reply<Unlock>> {
  const asked = await askOwnPassword(db, door, call, call.body.password);
  return asked.ok ? setLocked(db, tell, call, false) : asked;
}

import type { identity } from "@amaliyat/contract/identity";
import { ok } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { askOwnPassword } from "./ask-own-password.ts";
import type { Door } from "../door/door.ts";
import { setLockedAt, raiseSession } from "../rows/identity-store.ts";
import { renewToken, type Renewing } from "./renew-token.ts";
import type { SessionLocker } from "./session-keeper.ts";

type Lock = typeof identity.lock;
type Unlock = typeof identity.unlock;

/** Writes the lock of a session; after the commit, everything that the session holds open is notified. */
async function setLocked(tx: Tx, tell: SessionLocker, { who, at }: { readonly who: Caller; readonly at: number }, locked: boolean) {
  const { sessionId } = who;
  await setLockedAt(tx, sessionId, locked ? new Date(at) : null);
  afterCommit(tx, () => tell(sessionId, locked));
  const type = locked ? "session.locked" : "session.unlocked";
  await settle(tx, { who, at }, { type, about: subjectById("session", sessionId) });
}

/** Locks the session: the gate lets nothing through but the telephone until its person is back. */
export async function lock(db: Db, tell: SessionLocker, call: Call<Lock>): Promise<Reply<Lock>> {
  await transaction(db, SYSTEM, (tx) => setLocked(tx, tell, call, true));
  return ok(undefined);
}

/** Its person is back, by the password or by a passkey, which counts as two factors. The session goes on under a new token. */
export async function setUnlocked(
  db: Db,
  tell: SessionLocker,
  call: Renewing & { readonly who: Caller },
  by: "password" | "passkey",
): Promise<Reply<Unlock>> {
  await transaction(db, SYSTEM, async (tx) => {
    if (by === "passkey") await raiseSession(tx, call.who.sessionId, new Date(call.at));
    await renewToken(tx, call);
    await setLocked(tx, tell, call, false);
  });
  return ok(undefined);
}

export async function unlock(db: Db, door: Door, tell: SessionLocker, call: Call<Unlock>): Promise<Reply<Unlock>> {
  const asked = await askOwnPassword(db, door, call, call.body.password);
  return asked.ok ? setUnlocked(db, tell, call, "password") : asked;
}

import type { identity } from "@amaliyat/contract/identity";
import { checkDesignation, decideSignIn, lockedForMs, SESSION_LONGEST_MS, type Lockout } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Door } from "./door.ts";
import { signedInLately } from "./identity-queries.ts";
import { insertSession, keepFailures, lockAccountByName } from "./identity-store.ts";
import { NO_PASSWORD, verifyPassword } from "./password-hash.ts";
import { designationOf } from "./session-over.ts";
import { callerByToken, sessionOf } from "./sessions.ts";
import { makeToken } from "./token.ts";

type SignIn = typeof identity.signIn;

/** Opens a session for a user and puts its token in the reply's cookie. */
export async function openSessionFor(
  tx: Tx,
  user: { user_id: string; username: string; name: string; role: string },
  call: Pick<Call<SignIn>, "at" | "address" | "agent">,
) {
  const { token, hash } = makeToken();
  const sessionId = randomUUID();
  const at = new Date(call.at);
  const expiresAt = call.at + SESSION_LONGEST_MS;
  await insertSession(tx, {
    session_id: sessionId,
    user_id: user.user_id,
    token_hash: hash,
    address: call.address,
    agent: call.agent,
    opened_at: at,
    seen_at: at,
    expires_at: new Date(expiresAt),
  });
  await append(tx, {
    at: call.at,
    type: "session.opened",
    actor: { userId: user.user_id, name: user.name, role: user.role, sessionId },
    subject: { kind: "session", id: sessionId },
    detail: { address: call.address, agent: call.agent },
  });
  return { token, expiresAt };
}

type UserRow = NonNullable<Awaited<ReturnType<typeof lockAccountByName>>>;

/** Where the wrong passwords of one attempt are counted. */
type Count = { readonly before: Lockout; readonly keep: (next: Lockout) => Promise<void> | void };

/**
 * Chooses what counts an attempt: the account's row; for a name that nobody has, memory; and for a person where that person signed in
 * lately, a count of its own, so that whoever locks the account from elsewhere does not lock its person out of the room.
 */
async function countOf(tx: Tx, door: Door, user: UserRow | undefined, username: string, call: Call<SignIn>): Promise<Count> {
  if (user === undefined)
    return { before: door.strangers.of(username), keep: (next) => afterCommit(tx, () => door.strangers.keep(username, next)) };
  if (await signedInLately(tx, user.user_id, call.address, new Date(call.at))) {
    const key = `${user.user_id} ${call.address}`;
    return { before: door.familiar.of(key), keep: (next) => afterCommit(tx, () => door.familiar.keep(key, next)) };
  }
  return {
    before: { wrong: user.failures, lockedUntil: user.locked_until?.getTime() ?? null },
    keep: ({ wrong, lockedUntil }) => keepFailures(tx, user.user_id, wrong, lockedUntil === null ? null : new Date(lockedUntil)),
  };
}

/** Whether the password is right; hashed also for a name that nobody has, and not at all while the attempt is locked. */
async function isRight(db: Db, door: Door, username: string, call: Call<SignIn>): Promise<Result<boolean, Refusal<"request.too_many">>> {
  const { hash, isLocked } = await transaction(db, SYSTEM, async (tx) => {
    const known = await lockAccountByName(tx, username);
    const { before } = await countOf(tx, door, known, username, call);
    return { hash: known?.password_hash ?? NO_PASSWORD, isLocked: lockedForMs(before, call.at) > 0 };
  });
  return isLocked ? ok(false) : door.hashing.take(call.address, () => verifyPassword(hash, call.body.password));
}

/**
 * Signs a person in. The password is hashed outside the transaction that counts failures, and also for a name that nobody has,
 * so that neither the answer nor its time tells which names exist.
 */
export async function signIn(db: Db, door: Door, call: Call<SignIn>): Promise<Reply<SignIn>> {
  const username = call.body.username.trim().toLowerCase();
  const tried = door.tries.begin(call.address, call.at);
  if (!tried.ok) return tried;
  const matches = await isRight(db, door, username, call);
  if (!matches.ok) return matches;
  const opened = await transaction(db, SYSTEM, async (tx) => {
    const user = await lockAccountByName(tx, username);
    const { before, keep } = await countOf(tx, door, user, username, call);
    const { next, refusal } = decideSignIn(before, user !== undefined && matches.value ? "right" : "wrong", call.at);
    const lockedUntil = next.lockedUntil === null ? null : new Date(next.lockedUntil);
    await keep(next);
    const designated = user && checkDesignation(designationOf(user), call.at);
    const denied = refusal ?? (designated && !designated.ok ? designated.error : null);
    if (user === undefined || denied !== null) {
      const code = denied?.code ?? "session.wrong_credentials";
      const subject = user ? { kind: "user", id: user.user_id } : null;
      if (user && lockedUntil !== null && before.lockedUntil !== next.lockedUntil)
        await append(tx, { at: call.at, type: "account.locked", subject, detail: { until: lockedUntil.toISOString() } });
      await append(tx, {
        at: call.at,
        type: "session.refused",
        subject,
        refusalCode: code,
        detail: { username, address: call.address },
      });
      return refuse(denied ?? { code });
    }
    return ok(await openSessionFor(tx, user, call));
  });
  if (!opened.ok) return opened;
  door.tries.giveBack(call.address);
  const { token, expiresAt } = opened.value;
  call.setToken(token, expiresAt);
  const caller = await callerByToken(db, token, call.at);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}

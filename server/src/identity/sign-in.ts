import type { identity } from "@amaliyat/contract/identity";
import { checkDesignation, decideSignIn, lockedForMs, SESSION_LONGEST_MS, type Lockout } from "@amaliyat/domain/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { insertSession, lockUserByName, updateUser } from "./identity-store.ts";
import { NO_PASSWORD, verifyPassword } from "./password-hash.ts";
import { callerByToken, sessionOf } from "./sessions.ts";
import type { Strangers } from "./strangers.ts";
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

type UserRow = NonNullable<Awaited<ReturnType<typeof lockUserByName>>>;

const lockoutOf = (user: UserRow): Lockout => ({ wrong: user.failures, lockedUntil: user.locked_until?.getTime() ?? null });

/**
 * Signs a person in. The password is hashed outside the transaction that counts failures, and also for a name that nobody has,
 * so that neither the answer nor its time tells which names exist.
 */
export async function signIn(db: Db, strangers: Strangers, call: Call<SignIn>): Promise<Reply<SignIn>> {
  const username = call.body.username.trim().toLowerCase();
  const known = await transaction(db, SYSTEM, (tx) => lockUserByName(tx, username));
  const isLocked = lockedForMs(known ? lockoutOf(known) : strangers.of(username), call.at) > 0;
  const matches = !isLocked && (await verifyPassword(known?.password_hash ?? NO_PASSWORD, call.body.password));
  const opened = await transaction(db, SYSTEM, async (tx) => {
    const user = await lockUserByName(tx, username);
    const before = user ? lockoutOf(user) : strangers.of(username);
    const { next, refusal } = decideSignIn(before, user !== undefined && matches ? "right" : "wrong", call.at);
    const lockedUntil = next.lockedUntil === null ? null : new Date(next.lockedUntil);
    if (user) await updateUser(tx, user.user_id, { failures: next.wrong, locked_until: lockedUntil });
    else afterCommit(tx, () => strangers.keep(username, next));
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
  const { token, expiresAt } = opened.value;
  call.setToken(token, expiresAt);
  const caller = await callerByToken(db, token, call.at);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}

/** The dates of a user's row as the domain's rule reads them. */
const designationOf = (user: UserRow) => ({
  designatedFrom: user.designated_from.getTime(),
  designatedUntil: user.designated_until?.getTime() ?? null,
  ended: user.ended,
});

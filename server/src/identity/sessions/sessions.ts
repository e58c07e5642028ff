import type { identity, Session } from "@amaliyat/contract/identity";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { checkSession, isDesignated, type Role } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { asksFactorAfter, noticesOf } from "../rows/codes-queries.ts";
import { openSessions, sessionByToken, sessionTimes, userById } from "../rows/identity-queries.ts";
import { endSessions, touchSession } from "../rows/identity-store.ts";
import { scopeOf } from "../scope.ts";
import type { SessionEnder } from "./session-keeper.ts";
import { designationOf, whyOver } from "./session-over.ts";
import { hashToken } from "./token.ts";

/** A session is marked as used at most this often: a write per request would cost more than it tells. */
const TOUCH_EVERY_MS = 30_000;

/** Finds who a token belongs to; refused when the session ended, ran out, was left alone, or its person is no longer designated. */
export async function callerByToken(
  db: Db,
  token: string,
  at: number,
  needSecondFactor: readonly Role[] = [],
): Promise<Result<Caller, Refusal<ErrorCode>>> {
  const row = await transaction(db, SYSTEM, (tx) => sessionByToken(tx, hashToken(token), new Date(at)), { readOnly: true });
  if (row === null) return refuse({ code: "access.not_signed_in" });
  const times = { role: row.role, openedAt: row.opened_at.getTime(), seenAt: row.seen_at.getTime() };
  if (!isDesignated(designationOf(row), at)) return refuse({ code: "access.not_signed_in" });
  const lives = checkSession(times, at);
  if (!lives.ok) return lives;
  if (at - times.seenAt > TOUCH_EVERY_MS) await transaction(db, SYSTEM, (tx) => touchSession(tx, row.session_id, new Date(at)));
  return ok({
    sessionId: row.session_id,
    userId: row.user_id,
    username: row.username,
    name: row.name,
    role: row.role,
    covers: row.covers,
    expiresAt: row.expires_at.getTime(),
    lockedAt: row.locked_at?.getTime() ?? null,
    secondFactor: row.factors === 2 ? "used" : needSecondFactor.includes(row.role) ? "due" : "none",
    codeId: row.code_id,
  });
}

/** Session data for the console. */
export async function sessionOf(db: Db, caller: Caller): Promise<Session> {
  const { user, notices, signsInAfter } = await transaction(
    db,
    SYSTEM,
    async (tx) => ({
      user: await userById(tx, caller.userId),
      notices: await noticesOf(tx, caller.userId),
      signsInAfter: caller.codeId !== null && (await asksFactorAfter(tx, caller.codeId, caller.userId)),
    }),
    { readOnly: true },
  );
  if (user === null) throw new Error("a session without its user");
  const { covers, sessionId, expiresAt, lockedAt, secondFactor, codeId } = caller;
  const at = { expiresAt: new Date(expiresAt).toISOString(), lockedAt: lockedAt === null ? null : new Date(lockedAt).toISOString() };
  return { user, covers: [...covers], sessionId, ...at, secondFactor, mustSetPassword: codeId !== null, signsInAfter, notices };
}

export async function signOut(db: Db, end: SessionEnder, call: Call<typeof identity.signOut>): Promise<Reply<typeof identity.signOut>> {
  await transaction(db, SYSTEM, async (tx) => {
    await endSessions(tx, { sessionId: call.who.sessionId }, new Date(call.at));
    afterCommit(tx, () => end([call.who.sessionId], "session.closed"));
    await settle(tx, { who: call.who, at: call.at }, { type: "session.closed", about: subjectById("session", call.who.sessionId) });
  });
  call.setToken(null, 0);
  return ok(undefined);
}

/** Ends a session: one's own, or anyone's by an administrator. */
export async function revokeSession(db: Db, end: SessionEnder, call: Call<typeof identity.revoke>): Promise<Reply<typeof identity.revoke>> {
  const { sessionId } = call.params;
  return transaction(db, SYSTEM, async (tx) => {
    const open = await openSessions(tx, new Date(call.at), call.who.role === "administrator" ? null : call.who.userId);
    const target = open.find((session) => session.session_id === sessionId);
    if (target === undefined) return refuse({ code: "object.not_found" });
    await endSessions(tx, { sessionId }, new Date(call.at));
    afterCommit(tx, () => end([sessionId], "session.revoked"));
    await settle(
      tx,
      { who: call.who, at: call.at },
      { type: "session.revoked", about: subjectById("session", sessionId), detail: { userId: target.user_id } },
    );
    return ok(undefined);
  });
}

export async function listSessions(db: Db, call: Call<typeof identity.sessions>): Promise<Reply<typeof identity.sessions>> {
  const all = call.who.role === "administrator";
  const rows = await transaction(db, scopeOf(call.who), (tx) => openSessions(tx, new Date(call.at), all ? null : call.who.userId), {
    readOnly: true,
  });
  return ok(
    rows.map((row) => ({
      sessionId: row.session_id,
      userId: row.user_id,
      username: row.username,
      name: row.name,
      role: row.role,
      address: row.address,
      agent: row.agent,
      openedAt: row.opened_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      current: row.session_id === call.who.sessionId,
    })),
  );
}

/** A person is seen at a screen that asks for nothing: the session is used. One that was left alone for too long stays over. */
export async function touch(db: Db, sessionId: string, at: number): Promise<void> {
  await transaction(db, SYSTEM, async (tx) => {
    const [session] = await sessionTimes(tx, [sessionId]);
    if (session !== undefined && whyOver(session, at) === null) await touchSession(tx, sessionId, new Date(at));
  });
}

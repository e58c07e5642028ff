import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { checkDesignation, decideCode, plainHalf, SESSION_LONGEST_MS } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { countWrong, lockCode, useUp } from "./codes-store.ts";
import type { Door } from "./door/door.ts";
import { endSessions, insertSession, keepPasswordSet, lockAccount, lockAccountByName, setPassword } from "./identity-store.ts";
import { judgePassword } from "./passwords/judge-password.ts";
import { hashPassword, NO_PASSWORD, verifyPassword } from "./password-hash.ts";
import { actorOf } from "./scope.ts";
import type { SessionEnder } from "./session-keeper.ts";
import { designationOf } from "./session-over.ts";
import { callerByToken, sessionOf } from "./sessions.ts";
import { makeToken } from "./token.ts";

type Use = typeof identity.useCode;
type Choose = typeof identity.setPassword;
/** A code that nobody has: judged like any other, so that neither answer nor time tells which names have one. */
const NO_CODE = { code_id: null, first_hash: NO_PASSWORD, second_hash: NO_PASSWORD, wrong: 0, expires_at: new Date(0) };

async function codeOf(tx: Tx, username: string) {
  const user = await lockAccountByName(tx, username);
  return { user, code: (user && (await lockCode(tx, user.user_id))) ?? NO_CODE };
}

type User = NonNullable<Awaited<ReturnType<typeof codeOf>>["user"]>;

async function openUnset(tx: Tx, user: User, codeId: string, { at, address, agent }: Call<Use>) {
  const { token, hash } = makeToken();
  const sessionId = randomUUID();
  const opened = new Date(at);
  const expiresAt = at + SESSION_LONGEST_MS;
  const times = { opened_at: opened, seen_at: opened, expires_at: new Date(expiresAt) };
  await insertSession(tx, {
    session_id: sessionId,
    user_id: user.user_id,
    token_hash: hash,
    address,
    agent,
    ...times,
    factors: 1,
    code_id: codeId,
  });
  await append(tx, {
    at,
    type: "session.opened",
    actor: { userId: user.user_id, name: user.name, role: user.role, sessionId },
    subject: { kind: "session", id: sessionId },
    detail: { address, agent, byCode: true },
  });
  return { token, expiresAt };
}

/** Opens a session by a one-time code: it shows nothing but the page where the person sets a password. */
export async function useCode(db: Db, door: Door, call: Call<Use>): Promise<Reply<Use>> {
  const { body, at, address } = call;
  const username = body.username.trim().toLowerCase();
  const tried = door.strangers.begin(address, at);
  if (!tried.ok) return tried;
  const known = await transaction(db, SYSTEM, (tx) => codeOf(tx, username), { byKey: true });
  const matches = await door.unproven.take(address, async () => {
    const first = await verifyPassword(known.code.first_hash, plainHalf(body.first));
    return (await verifyPassword(known.code.second_hash, plainHalf(body.second))) && first;
  });
  if (!matches.ok) return matches;
  const opened = await transaction(db, SYSTEM, async (tx) => {
    const { user, code } = await codeOf(tx, username);
    const isRight = matches.value && code.code_id === known.code.code_id;
    const decided = decideCode({ expiresAt: code.expires_at.getTime(), wrong: code.wrong }, isRight, at);
    const designated = user && decided.ok ? checkDesignation(designationOf(user), at) : ok(null);
    const refused: Refusal<ErrorCode> | null = decided.ok ? (designated.ok ? null : designated.error) : decided.error;
    if (user === undefined || code.code_id === null || refused !== null) {
      if (code.code_id !== null && !isRight) await countWrong(tx, code.code_id);
      const refusal = refused ?? { code: "code.wrong" };
      const subject = user ? { kind: "user", id: user.user_id } : null;
      await append(tx, { at, type: "session.refused", subject, refusalCode: refusal.code, detail: { username, address, byCode: true } });
      return refuse(refusal);
    }
    return ok(await openUnset(tx, user, code.code_id, call));
  });
  if (!opened.ok) return opened;
  door.strangers.giveBack(address);
  const { token, expiresAt } = opened.value;
  call.setToken(token, expiresAt);
  const caller = await callerByToken(db, token, at);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}

export type Choosing = {
  readonly db: Db;
  readonly door: Door;
  readonly end: SessionEnder;
  /** The person has a password now. */
  readonly settled: (userId: string) => Promise<void>;
};

/** Sets the person's own password: the code is used up, this session becomes an ordinary one, and the person's others end. */
export async function choosePassword({ db, door, end, settled }: Choosing, call: Call<Choose>): Promise<Reply<Choose>> {
  const { who, at, body, address, token } = call;
  const { codeId, userId, sessionId } = who;
  if (codeId === null || token === null) return refuse({ code: "password.already_set" });
  const bad = await judgePassword(body.password, who);
  if (bad !== null) return refuse(bad);
  const hashed = await door.hashing.take(address, () => hashPassword(body.password));
  if (!hashed.ok) return hashed;
  const done = await transaction(db, SYSTEM, async (tx) => {
    await lockAccount(tx, userId);
    const code = await lockCode(tx, userId);
    // Replaced or used up meanwhile: what was opened by it opens nothing.
    if (code?.code_id !== codeId) return refuse<Refusal<ErrorCode>>({ code: "code.wrong" });
    const decided = decideCode({ expiresAt: code.expires_at.getTime(), wrong: 0 }, true, at);
    if (!decided.ok) return decided;
    await setPassword(tx, userId, hashed.value);
    await keepPasswordSet(tx, sessionId);
    const tellings = await useUp(tx, codeId, at);
    const ended = await endSessions(tx, { userId, except: sessionId }, new Date(at));
    afterCommit(tx, () => end(ended, "session.revoked"));
    afterCommit(tx, () => settled(userId));
    const detail = { own: true, byCode: true, sessionsEnded: ended.length };
    await append(tx, { at, type: "user.password_changed", actor: actorOf(who), subject: { kind: "user", id: userId }, detail });
    await tell(tx, at, tellings);
    return ok(null);
  });
  if (!done.ok) return done;
  const caller = await callerByToken(db, token, at);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}

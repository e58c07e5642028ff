import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { checkDesignation, decideCode, plainHalf } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { tell } from "../../platform/live/index.ts";
import { countWrong, lockCode, useUp } from "../rows/codes-store.ts";
import { endOthers } from "../sessions/end-others.ts";
import { heldFactors } from "../rows/factors-queries.ts";
import { removeFactors } from "../rows/factors-store.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { openSessionFor } from "../sessions/open-session.ts";
import { endSessions, markPasswordSet, lockAccount, lockAccountByName, setPassword } from "../rows/identity-store.ts";
import { judgePassword } from "../passwords/judge-password.ts";
import { hashPassword } from "../passwords/password-hash.ts";
import { appendRefusal } from "../sessions/refused-entry.ts";
import { designationOf } from "../sessions/session-over.ts";
import { callerByToken, sessionOf } from "../sessions/sessions.ts";

type Use = typeof identity.useCode;
type Choose = typeof identity.setPassword;
/** A code that nobody has: judged like any other, so that neither answer nor time tells which names have one. */
const NO_CODE = { code_id: null, first_hash: "", second_hash: "", wrong: 0, expires_at: new Date(0) };

async function codeOf(tx: Tx, username: string) {
  const user = await lockAccountByName(tx, username);
  return { user, code: (user && (await lockCode(tx, user.user_id))) ?? NO_CODE };
}

/** Opens a session by a one-time code: it shows nothing but the page where the person sets a password. */
export async function useCode({ db, door, end, needSecondFactor }: IdentityDeps, call: Call<Use>): Promise<Reply<Use>> {
  const { body, at, address } = call;
  const username = body.username.trim().toLowerCase();
  // No line and no count of tries by address: both would shut out whoever holds a right code, and a stranger who knows no half finds none.
  const [first, second] = [body.first, body.second].map((half) => door.markOfHalf(plainHalf(half)));
  const opened = await transaction(db, SYSTEM, async (tx) => {
    const { user, code } = await codeOf(tx, username);
    const right = [code.first_hash === first, code.second_hash === second];
    const isRight = right.every(Boolean);
    const decided = decideCode({ expiresAt: code.expires_at.getTime(), wrong: code.wrong }, isRight, at);
    const designated = user && decided.ok ? checkDesignation(designationOf(user), at) : ok(null);
    const refused: Refusal<ErrorCode> | null = decided.ok ? (designated.ok ? null : designated.error) : decided.error;
    if (user === undefined || code.code_id === null || refused !== null) {
      if (code.code_id !== null && !isRight && right.some(Boolean)) await countWrong(tx, code.code_id);
      const refusal = refused ?? { code: "code.wrong" as const };
      await appendRefusal(tx, door, { at, user, code: refusal.code, detail: { address, byCode: true } });
      return refuse(refusal);
    }
    return ok(await openSessionFor(tx, user, call, { end, codeId: code.code_id }));
  });
  if (!opened.ok) return opened;
  const { token, expiresAt } = opened.value;
  call.setToken(token, expiresAt);
  const caller = await callerByToken(db, token, at, needSecondFactor);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}

export type Choosing = Pick<IdentityDeps, "db" | "door" | "end" | "needSecondFactor" | "isBreached"> & {
  /** The person has a password now. */
  readonly settled: (userId: string) => Promise<void>;
};

type Chosen = { readonly isRecovery: boolean; readonly hash: string };

/**
 * Settles a password that was set by a code, for the session too. A code proves no second factor: a person who has one signs in with it.
 * One that was given at the machine is for who has nothing left: it removes the factors, and each auditor was told so.
 */
async function settlePassword(
  tx: Tx,
  { end }: Pick<IdentityDeps, "end">,
  call: Call<Choose>,
  { isRecovery, hash }: Chosen,
): Promise<boolean> {
  const { who, at } = call;
  const { userId, sessionId } = who;
  const { passkeys, codesSince } = await heldFactors(tx, userId);
  const hasFactor = passkeys.length > 0 || codesSince !== null;
  const factorAsked = hasFactor && !isRecovery;
  await setPassword(tx, userId, hash, factorAsked);
  if (hasFactor && isRecovery) {
    const detail = { username: who.username, ...(await removeFactors(tx, userId, new Date(at))), own: true, by: "recovery" };
    await settle(tx, { who, at }, { type: "user.factor_removed", about: subjectById("user", userId), detail });
  }
  if (factorAsked) {
    const ended = await endSessions(tx, { userId }, new Date(at));
    afterCommit(tx, () => end(ended, "session.revoked"));
    const detail = { own: true, byCode: true, factorAsked, sessionsEnded: ended.length };
    await settle(tx, { who, at }, { type: "user.password_changed", about: subjectById("user", userId), detail });
    return false;
  }
  await markPasswordSet(tx, sessionId);
  const detail = { own: true, byCode: true, sessionsEnded: await endOthers(tx, end, call) };
  await settle(tx, { who, at }, { type: "user.password_changed", about: subjectById("user", userId), detail });
  return true;
}

/** Sets the person's own password: the code is used up, and the person goes on, or signs in with the second factor that they have. */
export async function choosePassword(deps: Choosing, call: Call<Choose>): Promise<Reply<Choose>> {
  const { db, door, needSecondFactor, isBreached, settled } = deps;
  const { who, at, body, address, token } = call;
  const { codeId, userId } = who;
  if (codeId === null || token === null) return refuse({ code: "password.already_set" });
  const bad = await judgePassword(body.password, who, isBreached);
  if (bad !== null) return refuse(bad);
  const hashed = await door.hashing.run(address, () => hashPassword(body.password));
  if (!hashed.ok) return hashed;
  const done = await transaction(db, SYSTEM, async (tx) => {
    await lockAccount(tx, userId);
    const code = await lockCode(tx, userId);
    // Replaced or used up meanwhile: what was opened by it opens nothing.
    if (code?.code_id !== codeId) return refuse<Refusal<ErrorCode>>({ code: "code.wrong" });
    const decided = decideCode({ expiresAt: code.expires_at.getTime(), wrong: 0 }, true, at);
    if (!decided.ok) return decided;
    const tellings = await useUp(tx, codeId, at);
    const goesOn = await settlePassword(tx, deps, call, { isRecovery: code.way === "recovery", hash: hashed.value });
    afterCommit(tx, () => settled(userId));
    await tell(tx, at, tellings);
    return ok(goesOn);
  });
  if (!done.ok) return done;
  if (!done.value) {
    call.setToken(null, 0);
    return ok({ kind: "sign_in" });
  }
  const caller = await callerByToken(db, token, at, needSecondFactor);
  return caller.ok ? ok({ kind: "entered", session: await sessionOf(db, caller.value) }) : caller;
}

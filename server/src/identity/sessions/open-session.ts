import { SESSION_LONGEST_MS } from "@amaliyat/domain/identity";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { afterCommit, type Tx } from "../../platform/database/index.ts";
import { sessionOfToken } from "../rows/identity-queries.ts";
import { endOldestSessions, endSessions, insertSession, trustPassword } from "../rows/identity-store.ts";
import type { SessionEnder } from "./session-keeper.ts";
import { hashToken, makeToken } from "./token.ts";

/** Sessions of one person at once: a seat with its windows, a phone, and some that were left behind. */
export const MOST_SESSIONS = 10;

type Asked = { readonly at: number; readonly address: string; readonly agent: string; readonly token: string | null };
type Opening = {
  readonly factors?: 1 | 2;
  readonly end?: SessionEnder;
  readonly by?: string;
  /** The one-time code that opens it: it ends no other session of the person before a password is set. */
  readonly codeId?: string;
};
type User = { readonly user_id: string; readonly username: string; readonly name: string; readonly role: string };

/** The session that this browser had ends, whoever's it was. */
async function leaveBrowser(tx: Tx, { token, at }: Asked, end: SessionEnder | undefined): Promise<void> {
  const left = token === null ? undefined : await sessionOfToken(tx, hashToken(token), new Date(at));
  if (left === undefined) return;
  await endSessions(tx, { sessionId: left.session_id }, new Date(at));
  afterCommit(tx, () => end?.([left.session_id], "session.closed"));
  const actor = { userId: left.user_id, name: left.name, role: left.role, sessionId: left.session_id };
  await settle(
    tx,
    { who: actor, at },
    { type: "session.closed", about: subjectById("session", left.session_id), detail: { by: "next_sign_in" } },
  );
}

/** Opens a session for a user; its token belongs into the reply's cookie. The oldest ends where the person has too many. */
export async function openSessionFor(
  tx: Tx,
  user: User,
  call: Asked,
  { factors = 1, end, by, codeId }: Opening = {},
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  await leaveBrowser(tx, call, end);
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
    factors,
    proven_at: factors === 2 ? at : null,
    code_id: codeId ?? null,
  });
  if (factors === 2) await trustPassword(tx, user.user_id);
  const actor = { userId: user.user_id, name: user.name, role: user.role, sessionId };
  const superseded = codeId === undefined ? await endOldestSessions(tx, user.user_id, MOST_SESSIONS, at) : [];
  afterCommit(tx, () => end?.(superseded, "session.superseded"));
  const also = { ...(superseded.length === 0 ? {} : { superseded }), ...(codeId === undefined ? {} : { byCode: true }) };
  await settle(
    tx,
    { who: actor, at: call.at },
    {
      type: "session.opened",
      about: subjectById("session", sessionId),
      detail: { address: call.address, agent: call.agent, ...(by === undefined ? {} : { by }), factors, ...also },
    },
  );
  return { token, expiresAt };
}

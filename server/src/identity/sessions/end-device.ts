import { settle, subjectById } from "../../audit/index.ts";
import { afterCommit, asRoom, type Tx } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { endSessions } from "../rows/identity-store.ts";
import type { SessionKeeper } from "./session-keeper.ts";

/** Sessions that were opened on a lost device, and the persons whose open sessions may all lie on it. */
export type LostDevice = { readonly sessionIds: readonly string[]; readonly userIds: readonly string[] };

/** Ends every session that a lost device may hold, each with its entry. */
export async function endSessionsOfDevice(
  tx: Tx,
  keeper: Pick<SessionKeeper, "end">,
  { sessionIds, userIds }: LostDevice,
  { who, at }: { readonly who: Pick<Caller, "userId" | "name" | "role" | "sessionId">; readonly at: number },
): Promise<void> {
  const of = [...sessionIds.map((sessionId) => ({ sessionId })), ...userIds.map((userId) => ({ userId }))];
  const ended: string[] = [];
  for (const each of of) ended.push(...(await asRoom(tx, () => endSessions(tx, each, new Date(at)))));
  afterCommit(tx, () => keeper.end(ended, "session.revoked"));
  for (const sessionId of ended)
    await settle(tx, { who, at }, { type: "session.revoked", about: subjectById("session", sessionId), detail: {} });
}

import { append } from "../audit/index.ts";
import { afterCommit, asRoom, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { endSessions } from "./identity-store.ts";
import { actorOf } from "./scope.ts";
import type { SessionKeeper } from "./session-keeper.ts";

/** Sessions that were opened on a lost device, and the person whose open sessions may all lie on it; null where none is known. */
export type LostDevice = { readonly sessionIds: readonly string[]; readonly userId: string | null };

/** Ends every session that a lost device may hold, each with its entry. */
export async function endSessionsOfDevice(
  tx: Tx,
  keeper: Pick<SessionKeeper, "end">,
  { sessionIds, userId }: LostDevice,
  { who, at }: { readonly who: Pick<Caller, "userId" | "name" | "role" | "sessionId">; readonly at: number },
): Promise<void> {
  const of = [...sessionIds.map((sessionId) => ({ sessionId })), ...(userId === null ? [] : [{ userId }])];
  const ended: string[] = [];
  for (const each of of) ended.push(...(await asRoom(tx, () => endSessions(tx, each, new Date(at)))));
  afterCommit(tx, () => keeper.end(ended, "session.revoked"));
  for (const sessionId of ended)
    await append(tx, { at, type: "session.revoked", actor: actorOf(who), subject: { kind: "session", id: sessionId }, detail: {} });
}

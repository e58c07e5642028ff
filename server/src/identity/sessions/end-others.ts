import { afterCommit, type Tx } from "../../platform/database/index.ts";
import { endSessions } from "../rows/identity-store.ts";
import { renewToken, type Renewing } from "./renew-token.ts";
import type { SessionEnder } from "./session-keeper.ts";

/** After a change of what opens the account: the person's other sessions end, this one goes on under a new token. Answers how many ended. */
export async function endOthers(
  tx: Tx,
  end: SessionEnder,
  call: Renewing & { readonly who: { readonly userId: string; readonly sessionId: string } },
): Promise<number> {
  const { userId, sessionId } = call.who;
  const ended = await endSessions(tx, { userId, except: sessionId }, new Date(call.at));
  afterCommit(tx, () => end(ended, "session.revoked"));
  await renewToken(tx, call);
  return ended.length;
}

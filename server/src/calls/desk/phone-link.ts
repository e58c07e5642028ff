import type { calls } from "@amaliyat/contract/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Call, SocketReply } from "../../platform/http/index.ts";
import { TOO_MANY } from "../../identity/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { SETUP_COMMAND } from "../../telephony/index.ts";
import type { Board } from "../switchboard/board.ts";
import { takerOf } from "../rows/takers-store.ts";

/**
 * Joins a console to the edge of the lines for as long as its person's session lives. Only credentials that were given to this very session
 * pass; when it ends, the edge refuses them everywhere.
 */
export async function phoneLink(board: Board, { who }: Call<typeof calls.phoneLink>): Promise<SocketReply> {
  const edge = await board.consoleEdge();
  if (edge === null) return refuse({ code: "phone.not_set_up", params: { part: SETUP_COMMAND } });
  const { sessionId: session, userId } = who;
  const taker = await transaction(board.db, SYSTEM, (tx) => takerOf(tx, userId), { readOnly: true });
  return ok((socket) => {
    const leaving = new DisposableStack();
    const mayUse = (username: string): boolean => taker !== null && edge.isHeldBy({ extension: taker.extension, session }, username);
    const cut = leaving.adopt(edge.join(socket, { mayUse }), (cutOff) => cutOff(1001));
    const end = (code: string): void => {
      if (code !== TOO_MANY) board.switchboard.exchange?.revoke(session);
      cut(4001);
    };
    leaving.use(board.keeper.bind(session, { end }));
    socket.on("close", () => leaving.dispose());
  });
}

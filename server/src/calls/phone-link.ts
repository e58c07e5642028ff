import type { calls } from "@amaliyat/contract/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Call, SocketReply } from "../platform/http/index.ts";
import type { Board } from "./board.ts";
import { SETUP_COMMAND } from "../telephony/index.ts";

/** Joins a console to the edge of the lines for as long as its person's session lives. */
export async function phoneLink(board: Board, { who }: Call<typeof calls.phoneLink>): Promise<SocketReply> {
  const joinEdge = await board.joinEdge();
  if (joinEdge === null) return refuse({ code: "phone.not_set_up", params: { part: SETUP_COMMAND } });
  return ok((socket) => {
    const leaving = new DisposableStack();
    const edge = leaving.adopt(joinEdge(socket), (end) => end(1001));
    leaving.use(board.keeper.hold(who.sessionId, { end: () => edge(4001) }));
    socket.on("close", () => leaving.dispose());
  });
}

import type { calls } from "@amaliyat/contract/calls";
import type { Call, Reply } from "../../platform/http/index.ts";
import { keysHears, pathsOf } from "../announcements.ts";
import { actOnCall, type Board } from "../switchboard/board.ts";
import { markKeysAsked } from "../rows/calls-store.ts";

type Ask = typeof calls.askByKeys;

/** Plays to a caller who does not speak which key to press; the call-taker goes on hearing what is behind the silence. */
export const askByKeys = (board: Board, { who, at, params: { callId } }: Call<Ask>): Promise<Reply<Ask>> =>
  actOnCall(board, {
    who,
    at,
    callId,
    type: "call.keys_asked",
    own: true,
    needsExchange: true,
    work: async (turn) => {
      const call = turn.openCall(callId);
      if (call === undefined || call.answeredAt === null) return { code: "call.wrong_state" };
      const files = pathsOf({ ...board.sounds, music: "" }, keysHears(call.language));
      if (files.length === 0) return { code: "call.no_prompt" };
      await markKeysAsked(turn.tx, callId, turn.date);
      turn.setCall(callId, { keysAskedAt: turn.at });
      turn.event(callId, "keys_asked", {}, who.userId);
      turn.order("prompt", callId, null, (exchange) => exchange.prompt(callId, files));
      return null;
    },
  });

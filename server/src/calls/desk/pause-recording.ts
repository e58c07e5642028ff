import type { calls } from "@amaliyat/contract/calls";
import { RECORDING_PAUSE_MOST_MS } from "@amaliyat/domain/calls";
import type { Call, Reply } from "../../platform/http/index.ts";
import { actOnCall, type Board } from "../switchboard/board.ts";
import { orderPause } from "../hear/pauses.ts";
import { insertPause } from "../rows/pauses-store.ts";

type Pause = typeof calls.pauseRecording;

/** Pauses the recording of one's own call, for a reason that is logged. */
export const pauseRecording = (board: Board, { who, at, params: { callId }, body: { reason } }: Call<Pause>): Promise<Reply<Pause>> =>
  actOnCall(board, {
    who,
    at,
    callId,
    type: "call.recording_paused",
    detail: { cause: reason, withinS: RECORDING_PAUSE_MOST_MS / 1000 },
    own: true,
    needsExchange: true,
    work: async (turn) => {
      const call = turn.openCall(callId);
      if (call === undefined || call.answeredAt === null) return { code: "call.wrong_state" };
      if (call.pause !== undefined) return { code: "call.recording_is_paused" };
      if (call.isUnrecorded === true) return { code: "call.not_recorded" };
      const until = turn.at + RECORDING_PAUSE_MOST_MS;
      await insertPause(turn.tx, { pauseId: turn.id(), callId, by: who.userId, reason, at: turn.date, until: new Date(until) });
      turn.setCall(callId, { pause: { at: turn.at, until } });
      turn.event(callId, "recording_paused", { pauseReason: reason }, who.userId);
      orderPause(turn, callId);
      return null;
    },
  });

type Resume = typeof calls.resumeRecording;

export const resumeRecording = (board: Board, { who, at, params: { callId } }: Call<Resume>): Promise<Reply<Resume>> =>
  actOnCall(board, {
    who,
    at,
    callId,
    type: "call.recording_resumed",
    detail: { cause: "person" },
    own: true,
    work: (turn) => {
      if (turn.call(callId)?.pause === undefined) return Promise.resolve({ code: "call.wrong_state" });
      turn.endPause(callId, "person", who.userId);
      return Promise.resolve(null);
    },
  });

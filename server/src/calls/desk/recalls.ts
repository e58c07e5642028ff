import type { calls } from "@amaliyat/contract/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import type { BytesReply, Call, Reply } from "../../platform/http/index.ts";
import { byteRange } from "../../platform/http/index.ts";
import { actOnCall, type Board } from "../switchboard/board.ts";

/** Length of a recall (s), and the time for which it can be fetched (ms). */
const RECALL_S = 30;
const LASTS_MS = 60_000;

type Kept = { readonly recallId: string; readonly sessionId: string; readonly wav: Buffer; readonly until: number };

/** Sounds of recalls, for the person who asked alone: one of each session, gone after a minute. They are never on the disk. */
export class Recalls {
  readonly #kept = new Map<string, Kept>();

  remember(sessionId: string, wav: Buffer, at: number): { readonly recallId: string; readonly until: number } {
    for (const [other, { until }] of this.#kept) if (until <= at) this.#kept.delete(other);
    const made = { recallId: randomUUID(), sessionId, wav, until: at + LASTS_MS };
    this.#kept.set(sessionId, made);
    return made;
  }

  find(sessionId: string, recallId: string, at: number): Buffer | null {
    const found = this.#kept.get(sessionId);
    return found !== undefined && found.recallId === recallId && found.until > at ? found.wav : null;
  }
}

type Recall = typeof calls.recall;

/**
 * Gives the sound of the last half minute to a person in the talk. The sound is read before that person is checked, so that no turn of the lines waits for
 * a disk; handed out after it was logged, and to nobody else.
 */
export async function recall(board: Board, recalls: Recalls, { who, at, params }: Call<Recall>): Promise<Reply<Recall>> {
  const { callId } = params;
  const made = (await board.switchboard.exchange?.recall(callId, RECALL_S).catch(() => null)) ?? null;
  const seconds = made === null ? 0 : Math.round(made.seconds * 10) / 10;
  const done = await actOnCall(board, {
    who,
    at,
    callId,
    type: "call.recalled",
    detail: { seconds },
    own: true,
    needsExchange: true,
    work: (turn) => {
      if (made === null) return Promise.resolve({ code: "call.not_recorded" });
      turn.event(callId, "recalled", { seconds }, who.userId);
      return Promise.resolve(null);
    },
  });
  if (!done.ok) return done;
  if (made === null) return refuse({ code: "call.not_recorded" });
  const { recallId, until } = recalls.remember(who.sessionId, made.wav, at);
  return ok({ recallId, seconds, expiresAt: new Date(until).toISOString() });
}

type Sound = typeof calls.recallBytes;

/** The sound of a recall, to the session that asked for it. */
export function recallBytes(recalls: Recalls, { who, at, params, range }: Call<Sound>): Promise<BytesReply> {
  const wav = recalls.find(who.sessionId, params.recallId, at);
  if (wav === null) return Promise.resolve(refuse({ code: "view.ended" }));
  const wanted = byteRange(range ?? "bytes=0-", wav.length);
  if (wanted === null) return Promise.resolve(refuse({ code: "request.invalid" }));
  const body = wav.subarray(wanted.from, wanted.to + 1);
  return Promise.resolve(
    ok({
      type: "audio/wav",
      status: 206,
      body,
      headers: { "content-range": `bytes ${wanted.from}-${wanted.to}/${wav.length}`, "content-length": String(body.length) },
    }),
  );
}

import { recordings, type SeekPlan } from "@amaliyat/contract/recordings";
import { address, type Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { ask } from "../../api/index.ts";
import { rangeHeader, type ByteRange } from "./ranges.ts";

/** Source of a replay's plans and bytes. An abort is thrown; a refusal is a value. */
export type ReplaySource = {
  readonly seek: (at: number, signal: AbortSignal) => Promise<Result<SeekPlan, Problem>>;
  readonly next: (after: number, signal: AbortSignal) => Promise<Result<SeekPlan, Problem>>;
  /** Throws `RangeLost` when the room does not send them. */
  readonly bytes: (segmentId: string, range: ByteRange, signal: AbortSignal) => Promise<ArrayBuffer>;
};

/** Bytes that did not come: the replay has run out, or the room is away. */
export class RangeLost extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the room answered ${status} to a range of a segment`);
    this.status = status;
  }
}

/** The routes of one opened replay. */
export function roomSource(replayId: string): ReplaySource {
  const params = { replayId };
  return {
    seek: (at, signal) => ask(recordings.seek, { params, body: { at: new Date(at).toISOString() }, signal }),
    next: (after, signal) => ask(recordings.next, { params, query: { after: new Date(after).toISOString() }, signal }),
    async bytes(segmentId, range, signal) {
      const path = address(recordings.segment, { replayId, segmentId }, undefined);
      const answer = await fetch(path, { headers: { range: rangeHeader(range) }, signal });
      if (!answer.ok) throw new RangeLost(answer.status);
      return answer.arrayBuffer();
    },
  };
}

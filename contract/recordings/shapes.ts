import { z } from "zod";
import { purpose } from "../cameras/shapes.ts";
import { id, instant } from "../route/fields.ts";

export const stream = z.enum(["main", "sub"]);

/** Reason for viewing: one of the seven purposes, or the open intervention that it is inherited from. */
export const reason = z.object({ purpose: purpose.optional(), interventionId: id.optional() });

/** One piece of a timeline: recorded, or a gap with its cause. Pieces tile the asked span without overlap. */
export const piece = z.object({ kind: z.enum(["recorded", "gap"]), from: instant, to: instant, cause: z.string().nullable() });
export type Piece = z.output<typeof piece>;

export const timeline = z.object({ cameraId: id, from: instant, to: instant, pieces: z.array(piece) });
export type Timeline = z.output<typeof timeline>;

/** Name of a segment within its camera: its begin, ms since epoch. */
export const segmentId = z.string().regex(/^[0-9]{1,15}$/);

/**
 * Location of a moment's bytes. Fetch `init` once per segment. Then fetch `first` (up to the next key frame: enough for the picture) and
 * `rest` (to the end of the written data). Byte ranges are half-open. Media time 0 of the segment is `segmentStart` by the wall clock. The
 * first picture of `first` is the key frame at or before the moment. `codec` is an RFC 6381 string.
 */
export const seekPlan = z.object({
  segmentId,
  codec: z.string(),
  segmentStart: instant,
  keyFrameAt: instant,
  endsAt: instant,
  init: z.tuple([z.number().int(), z.number().int()]),
  first: z.tuple([z.number().int(), z.number().int()]),
  rest: z.tuple([z.number().int(), z.number().int()]),
});
export type SeekPlan = z.output<typeof seekPlan>;

export const liveView = z.object({ viewId: id, cameraId: id, stream, purpose });
export const replay = z.object({
  replayId: id,
  cameraId: id,
  from: instant,
  to: instant,
  purpose,
  pieces: z.array(piece),
  expiresAt: instant,
});
export type Replay = z.output<typeof replay>;

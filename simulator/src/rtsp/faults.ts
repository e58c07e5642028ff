/** Way that a camera refuses: with 404, or by closing the connection without a word. */
export type Refusing = "not_found" | "close";

/** A poor link: replies come late, and what exceeds the rate is lost up to the next key frame. */
export type SlowLink = { readonly replyDelayMs?: number; readonly kbitPerSecond?: number };

/**
 * Malformed output of a camera. `stream`: raw noise between its packets. `packet`: a well-framed RTP packet full of noise. `length`: an
 * interleaved frame that claims more than it holds. `reply`: nonsense in place of its next RTSP reply.
 */
export type Garbage = "stream" | "packet" | "length" | "reply";

/** Current faults of one camera. */
export type Faults = {
  frozen: boolean;
  refusing: Refusing | null;
  lossRatio: number;
  skewMs: number;
  slow: SlowLink;
  garbleReplies: number;
};

export const noFaults = (): Faults => ({ frozen: false, refusing: null, lossRatio: 0, skewMs: 0, slow: {}, garbleReplies: 0 });

/** The figures of the pipeline. Tests shorten them; the product uses these. All times in ms. */
export type Tuning = { readonly [key in keyof typeof TUNING]: number };

export const TUNING = {
  /** Files begin at the first key frame at or after a multiple of this on the wall clock. */
  segmentMs: 10_000,
  /**
   * A fragment holds at most this much (one picture at least). A `kill -9` loses a fragment in hand and the bytes that wait in the kernel
   * for the next read: 320 + 120 ms, within the 500 ms promised.
   */
  fragmentMs: 320,
  /**
   * A stream without viewers is read this often instead of on arrival. A wake-up of a cold process was measured at 0.1 ms, as much as
   * reading and cutting up 100 packets. With 8 cameras out of step, batches took a third off the whole cost.
   */
  readEveryMs: 120,
  /** A camera that sends no picture for this long is called stalled, and for `lostMs` lost. */
  stalledMs: 2_500,
  lostMs: 10_000,
  /** Longest time with packets and no key frame. Then the connection is made anew, which makes most cameras send one. */
  keyFrameMs: 30_000,
  checkEveryMs: 500,
  /** First retry within a second, then doubling with jitter. */
  retryFirstMs: 900,
  retryMaxMs: 30_000,
  /** Cameras lock an account after a few wrong passwords; a wrong one is not tried again soon. */
  retryCredentialsMs: 60_000,
  /** A connection that lived this long resets the back-off. */
  settledMs: 10_000,
  /** Time for which a sub stream stays connected after its last viewer left. */
  subLingerMs: 8_000,
  /** Handshakes that one worker runs at once, in all, per site and per host; the rest wait, so that a returning network is not a storm. */
  handshakes: 16,
  siteHandshakes: 8,
  hostHandshakes: 4,
  /** Time after which a handshake counts no longer among those. The last of 166 cameras that fall silent at once begins after a second. */
  turnMs: 100,
  /** A camera that sent a picture within this time goes before all that did not. */
  recentMs: 60_000,
  /** Bytes that may wait for the disk per camera (8 s at 4 Mbit/s) before frames are dropped to a gap. */
  diskQueueBytes: 4 * 1024 * 1024,
  /** Pause after a failed write before the disk is tried again. */
  diskRetryMs: 2_000,
  /** Most that the pictures since the last key frame may take, per stream and side. */
  gopBytes: 4 * 1024 * 1024,
  /** Frames on their way to the main thread, not yet acknowledged by it. */
  inFlightBytes: 32 * 1024 * 1024,
  healthEveryMs: 5_000,
} as const satisfies Record<string, number>;

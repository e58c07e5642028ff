/** Limits on size and time for a camera; beyond them the connection ends with a coded refusal. */
export const LIMITS = {
  /** Status line and header lines of one answer, in bytes. */
  headerBytes: 16 * 1024,
  headerLines: 64,
  bodyBytes: 128 * 1024,
  /** Bytes that belong to no message, summed over a connection. */
  garbageBytes: 256 * 1024,
  sdpLines: 1_000,
  /** Most bytes of one connection in the long run (50 Mbit/s: the largest cameras of 4K send half of it), and at once above that. */
  bytesPerS: 6_250_000,
  burstBytes: 12 * 1024 * 1024,
  connectMs: 2_000,
  answerMs: 5_000,
  /** From connect to the answer to PLAY: bounds a camera that answers byte by byte. */
  handshakeMs: 15_000,
  /** The largest coded picture that is put together, in bytes. */
  accessUnitBytes: 4 * 1024 * 1024,
  parameterSetBytes: 4 * 1024,
} as const;

/** RTP clock of video, ticks per second (RFC 6184 §8.2.1). */
export const CLOCK_RATE = 90_000;

/** One coded picture: its NAL units without start codes, decoding and presentation time in 90 kHz ticks from the start of the material. */
export type AccessUnit = {
  readonly nals: readonly Buffer[];
  readonly key: boolean;
  readonly dts: number;
  readonly pts: number;
};

export type ParameterSets = { readonly sps: Buffer; readonly pps: Buffer };

/** Pre-encoded material that a camera plays round and round without a seam in its time stamps. */
export type Loop = {
  readonly kind: "loop";
  readonly units: readonly AccessUnit[];
  /** Length of one round, 90 kHz ticks. */
  readonly duration: number;
  readonly sets: ParameterSets;
  readonly width: number;
  readonly height: number;
  /** Mean rate; a clip may vary. */
  readonly framesPerSecond: number;
};

/** Material that is being encoded now. `pts` and `dts` of its units are 90 kHz ticks on the `performance.now()` line. */
export type LiveSource = {
  readonly kind: "live";
  readonly framesPerSecond: number;
  readonly sets: () => ParameterSets | null;
  /** Hands every new unit to `take`; the returned function ends that. */
  readonly subscribe: (onUnit: (unit: AccessUnit) => void) => () => void;
  readonly stop: () => Promise<void>;
};

export type Media = Loop | LiveSource;

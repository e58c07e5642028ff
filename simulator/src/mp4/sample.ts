/** One coded picture in the file; times in the track's own ticks. */
export type Sample = {
  readonly offset: number;
  readonly size: number;
  readonly dts: number;
  readonly duration: number;
  /** Presentation minus decoding time. */
  readonly shift: number;
  readonly key: boolean;
};

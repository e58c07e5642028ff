/** Kinds of NAL unit of one codec, and the forms in which RTP carries them. */
export type NalGrammar = {
  /** Bytes of the header of a NAL unit. */
  readonly headBytes: 1 | 2;
  /** Type of a unit, from the first byte of its header. */
  readonly typeOf: (head: number) => number;
  /** Type of a payload that carries a part of a unit, and of one that carries several units. */
  readonly fragment: number;
  readonly aggregate: number;
  /** Highest type of a payload that is one unit. */
  readonly lastWhole: number;
  /** First byte of the header of a unit in parts, from the first byte of the payload and the head of the part. */
  readonly fragmentHead: (indicator: number, head: number) => number;
  /** Units of a layer that is added to the picture (H.265 §F.7.4.2.2). They are left out. `next` is the second byte of the header. */
  readonly isOfOtherLayer: (head: number, next: number) => boolean;
  readonly isSlice: (type: number) => boolean;
  /** A slice of a picture at which decoding can begin. */
  readonly isKey: (type: number) => boolean;
  /** A key frame behind which no picture is decoded from one before it, wherever it stands. */
  readonly isBrokenLink: (type: number) => boolean;
  /** A slice of a picture that is shown before a key frame and sent behind it, and needs a picture before both. */
  readonly isSkippedLeading: (type: number) => boolean;
  readonly isParameterSet: (type: number) => boolean;
  /** Units in which some encoders put others, start codes between them: delimiters, parameter sets and supplemental information. */
  readonly mayHoldOthers: (type: number) => boolean;
  /** Supplemental information, which stays with its picture. */
  readonly isInformation: (type: number) => boolean;
};

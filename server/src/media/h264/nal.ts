import type { NalGrammar } from "../nal-grammar.ts";

const LAST_SLICE = 5;
const IDR = 5;
const SEI = 6;
export const [SPS, PPS] = [7, 8];
const DELIMITER = 9;

/** NAL units of H.264 (§7.4.1) and their RTP payloads (RFC 6184 §5.2). */
export const AVC: NalGrammar = {
  headBytes: 1,
  typeOf: (head) => head & 31,
  fragment: 28,
  aggregate: 24,
  lastWhole: 23,
  fragmentHead: (indicator, head) => (indicator & 0xe0) | (head & 31),
  isOfOtherLayer: () => false,
  isSlice: (type) => type >= 1 && type <= LAST_SLICE,
  isKey: (type) => type === IDR,
  isBrokenLink: () => false,
  isSkippedLeading: () => false,
  isParameterSet: (type) => type === SPS || type === PPS,
  mayHoldOthers: (type) => type >= SEI && type <= DELIMITER,
  isInformation: (type) => type === SEI,
};

import type { NalGrammar } from "../nal-grammar.ts";

/** Types 10 to 15 and 22 to 31 are reserved: decoders ignore them (table 7-1). */
const LAST_TRAILING_OR_LEADING = 9;
const [FIRST_KEY, LAST_KEY] = [16, 21];
const [RASL_N, RASL_R] = [8, 9];
const LAST_BLA = 18;
const [VPS, SPS, PPS] = [32, 33, 34];
const [SEI_BEFORE, SEI_BEHIND] = [39, 40];

/** NAL units of H.265 (§7.4.2.2) and their RTP payloads (RFC 7798 §4.4). */
export const HEVC: NalGrammar & { readonly vps: number; readonly sps: number; readonly pps: number } = {
  headBytes: 2,
  typeOf: (head) => (head >> 1) & 63,
  fragment: 49,
  aggregate: 48,
  lastWhole: 47,
  fragmentHead: (indicator, head) => (indicator & 0x81) | ((head & 63) << 1),
  // nuh_layer_id is 6 bits: the last of the first byte, and the first 5 of the second.
  isOfOtherLayer: (head, next) => (head & 1) !== 0 || next >> 3 !== 0,
  isSlice: (type) => type <= LAST_TRAILING_OR_LEADING || (type >= FIRST_KEY && type <= LAST_KEY),
  isKey: (type) => type >= FIRST_KEY && type <= LAST_KEY,
  isBrokenLink: (type) => type >= FIRST_KEY && type <= LAST_BLA,
  isSkippedLeading: (type) => type === RASL_N || type === RASL_R,
  isParameterSet: (type) => type >= VPS && type <= PPS,
  mayHoldOthers: (type) => type >= VPS && type <= SEI_BEHIND,
  isInformation: (type) => type === SEI_BEFORE || type === SEI_BEHIND,
  vps: VPS,
  sps: SPS,
  pps: PPS,
};

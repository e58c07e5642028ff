import { uint16, type DecoderConfig, type SetGrammar } from "../decoder-config.ts";
import { BitReader } from "./bit-reader.ts";
import { PPS, SPS } from "./nal.ts";
import { parseSps } from "./sps.ts";

/** The parameter sets of H.264. */
export const AVC_SETS: SetGrammar = {
  place: (nal) => {
    const isSequence = ((nal[0] ?? 0) & 31) === SPS;
    const id = isSequence ? (parseSps(nal)?.id ?? null) : pictureSetId(nal);
    return id === null ? null : { kind: isSequence ? SPS : PPS, id };
  },
  build: (setsOf) => configOf(setsOf(SPS), setsOf(PPS)),
};

function configOf(sequence: readonly Buffer[], picture: readonly Buffer[]): DecoderConfig | null {
  const first = sequence.at(-1);
  const parsed = first ? parseSps(first) : null;
  if (!first || !parsed || picture.length === 0) return null;
  const head = [1, first[1] ?? 0, first[2] ?? 0, first[3] ?? 0, 0xff, 0xe0 | sequence.length];
  const record = Buffer.concat([
    Buffer.from(head),
    ...sequence.flatMap((nal) => [uint16(nal.length), nal]),
    Buffer.from([picture.length]),
    ...picture.flatMap((nal) => [uint16(nal.length), nal]),
    ...(parsed.samples ? [Buffer.from(parsed.samples.map((value, i) => (i === 0 ? 0xfc : 0xf8) | value)), Buffer.from([0])] : []),
  ]);
  const { width, height, framesPerSecond, mayHaveFields } = parsed;
  return { codec: avcCodec(first), width, height, record, framesPerSecond, mayHaveFields };
}

/** Codec string of a sequence parameter set: profile, constraints and level (RFC 6381 §3.3). */
export const avcCodec = (sps: Buffer): string => `avc1.${sps.toString("hex", 1, 4)}`;

function pictureSetId(nal: Buffer): number | null {
  try {
    const id = new BitReader(nal.subarray(0, 16)).unsigned();
    return id <= 255 ? id : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

import type { Loop } from "../h264/media.ts";

export type Mp4Shape = {
  readonly fragmented?: boolean;
  /** 64-bit chunk offsets. */
  readonly wide?: boolean;
  readonly samplesPerChunk?: number;
  /** Sample description type. */
  readonly codec?: string;
};

const u8 = (...values: readonly number[]): Buffer => Buffer.from(values);
const u16 = (value: number): Buffer => u8(value >> 8, value & 255);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
};
const u64 = (value: number): Buffer => Buffer.concat([u32(Math.floor(value / 2 ** 32)), u32(value)]);
const box = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, "latin1"), body]);
};
const full = (type: string, version: number, flags: number, ...parts: readonly Buffer[]): Buffer =>
  box(type, u32(version * 2 ** 24 + flags), ...parts);
const table = (type: string, rows: readonly Buffer[], version = 0): Buffer => full(type, version, 0, u32(rows.length), ...rows);

const sampleBytes = (loop: Loop): Buffer[] => loop.units.map((unit) => Buffer.concat(unit.nals.flatMap((nal) => [u32(nal.length), nal])));

function description({ sets: { sps, pps } }: Loop, codec: string): Buffer {
  const avcC = box("avcC", u8(1), sps.subarray(1, 4), u8(0xff, 0xe1), u16(sps.length), sps, u8(1), u16(pps.length), pps);
  return full("stsd", 0, 0, u32(1), box(codec, Buffer.alloc(78), avcC));
}

function movie(stbl: Buffer, extra: Buffer): Buffer {
  const mdhd = full("mdhd", 0, 0, u32(0), u32(0), u32(90_000), u32(0), u32(0));
  const hdlr = full("hdlr", 0, 0, u32(0), Buffer.from("vide"), Buffer.alloc(13));
  const tkhd = full("tkhd", 0, 0, u32(0), u32(0), u32(7), Buffer.alloc(68));
  return box("moov", box("trak", tkhd, box("mdia", mdhd, hdlr, box("minf", stbl))), extra);
}

/** A minimal mp4 file of a loop, for tests of the demuxer: time scale 90 kHz, track 7. */
export function writeMp4(loop: Loop, shape: Mp4Shape = {}): Buffer {
  const ftyp = box("ftyp", Buffer.from("isom"), u32(0));
  const stsd = description(loop, shape.codec ?? "avc1");
  return shape.fragmented === true ? Buffer.concat([ftyp, ...fragments(loop, stsd)]) : plain(loop, stsd, ftyp, shape);
}

const durationAt = (loop: Loop, i: number): number => (loop.units[i + 1]?.dts ?? loop.duration) - (loop.units[i]?.dts ?? 0);

function plain(loop: Loop, stsd: Buffer, ftyp: Buffer, { wide = false, samplesPerChunk = 3 }: Mp4Shape): Buffer {
  const samples = sampleBytes(loop);
  const mdat = box("mdat", ...samples);
  const chunks: number[] = [];
  let at = ftyp.length + 8;
  for (const [i, sample] of samples.entries()) {
    if (i % samplesPerChunk === 0) chunks.push(at);
    at += sample.length;
  }
  const rest = samples.length % samplesPerChunk;
  const stsc = [Buffer.concat([u32(1), u32(samplesPerChunk), u32(1)])];
  if (rest !== 0 && chunks.length > 1) stsc.push(Buffer.concat([u32(chunks.length), u32(rest), u32(1)]));
  const stbl = box(
    "stbl",
    stsd,
    table(
      "stts",
      loop.units.map((_, i) => Buffer.concat([u32(1), u32(durationAt(loop, i))])),
    ),
    table(
      "ctts",
      loop.units.map((unit) => Buffer.concat([u32(1), u32(unit.pts - unit.dts)])),
      1,
    ),
    table(
      "stss",
      loop.units.flatMap((unit, i) => (unit.key ? [u32(i + 1)] : [])),
    ),
    table("stsc", stsc),
    full("stsz", 0, 0, u32(0), u32(samples.length), ...samples.map((sample) => u32(sample.length))),
    wide ? table("co64", chunks.map(u64)) : table("stco", chunks.map(u32)),
  );
  return Buffer.concat([ftyp, mdat, movie(stbl, Buffer.alloc(0))]);
}

function fragments(loop: Loop, stsd: Buffer): Buffer[] {
  const trex = full("trex", 0, 0, u32(7), u32(1), u32(0), u32(0), u32(0));
  const samples = sampleBytes(loop);
  const parts = [movie(box("stbl", stsd), box("mvex", trex))];
  for (let from = 0; from < samples.length; from += 4) {
    const some = samples.slice(from, from + 4);
    const rows = some.map((sample, k) => {
      const unit = loop.units[from + k];
      return Buffer.concat([
        u32(durationAt(loop, from + k)),
        u32(sample.length),
        u32(unit?.key === true ? 0 : 0x10000),
        u32((unit?.pts ?? 0) - (unit?.dts ?? 0)),
      ]);
    });
    const moofOf = (offset: number): Buffer =>
      box(
        "moof",
        box(
          "traf",
          full("tfhd", 0, 0x20000, u32(7)),
          full("tfdt", 1, 0, u64(loop.units[from]?.dts ?? 0)),
          full("trun", 1, 0xf01, u32(some.length), u32(offset), ...rows),
        ),
      );
    parts.push(moofOf(moofOf(0).length + 8), box("mdat", ...some));
  }
  return parts;
}

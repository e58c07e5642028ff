import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Result } from "@amaliyat/domain/kernel";
import { readAvcConfig, splitLengths } from "../h264/avcc.ts";
import type { AvcConfig } from "../h264/avcc.ts";
import { parseSps } from "../h264/sps.ts";
import { CLOCK_RATE } from "../h264/media.ts";
import type { AccessUnit, Loop } from "../h264/media.ts";
import { boxesIn, DamagedFile, findBox, needBox } from "./box.ts";
import type { Box } from "./box.ts";
import { readFragments } from "./fragments.ts";
import { readSampleTable } from "./sample-table.ts";
import type { Sample } from "./sample.ts";

type Track = { readonly trak: Box; readonly id: number; readonly timescale: number; readonly stbl: Box };

/**
 * Reads an H.264 track of an mp4 file, whole or fragmented, as a loop: the track of that name, or the first video track.
 * A refusal is one clause for the operator of the simulator.
 */
export function readMp4(bytes: Buffer, name: string | null = null): Result<Loop, string> {
  try {
    return ok(readLoop(bytes, name));
  } catch (error) {
    if (error instanceof DamagedFile) return refuse(error.message);
    if (error instanceof RangeError) return refuse("the file ends in the middle of a box");
    throw error;
  }
}

function readLoop(bytes: Buffer, name: string | null): Loop {
  const file: Box = { type: "file", from: 0, to: bytes.length };
  const moov = findBox(bytes, file, "moov");
  if (moov === null) throw new DamagedFile("it has no index (moov): the recording was not finished");
  const track = findVideo(bytes, moov, name);
  const codec = readCodec(bytes, track.stbl);
  const fragmented = findBox(bytes, moov, "mvex") !== null;
  const samples = fragmented ? readFragments(bytes, moov, track.id) : readSampleTable(bytes, track.stbl);
  const begin = samples.findIndex((sample) => sample.key);
  if (begin < 0) throw new DamagedFile("its video track holds no key frame");
  return toLoop(bytes, samples.slice(begin), codec, track.timescale);
}

function findVideo(bytes: Buffer, moov: Box, name: string | null): Track {
  for (const trak of boxesIn(bytes, moov.from, moov.to)) {
    if (trak.type !== "trak") continue;
    const hdlr = needBox(bytes, trak, "mdia", "hdlr");
    if (bytes.toString("latin1", hdlr.from + 8, hdlr.from + 12) !== "vide") continue;
    if (name !== null && bytes.toString("utf8", hdlr.from + 24, hdlr.to).split("\0")[0] !== name) continue; // §8.4.3: ends with a zero byte
    const tkhd = needBox(bytes, trak, "tkhd");
    const mdhd = needBox(bytes, trak, "mdia", "mdhd");
    const id = bytes.readUInt32BE(tkhd.from + (bytes[tkhd.from] === 1 ? 20 : 12));
    const timescale = bytes.readUInt32BE(mdhd.from + (bytes[mdhd.from] === 1 ? 20 : 12));
    if (timescale === 0) throw new DamagedFile("its video track has no time scale");
    return { trak, id, timescale, stbl: needBox(bytes, trak, "mdia", "minf", "stbl") };
  }
  throw new DamagedFile(name === null ? "it has no video track" : `it has no video track named ${name}`);
}

function readCodec(bytes: Buffer, stbl: Box): AvcConfig {
  const stsd = needBox(bytes, stbl, "stsd");
  const entry = boxesIn(bytes, stsd.from + 8, stsd.to).next().value;
  if (entry === undefined) throw new DamagedFile("its video track has no sample description");
  if (entry.type !== "avc1" && entry.type !== "avc3")
    throw new DamagedFile(`its video is ${entry.type.trim()}, only H.264 (avc1) can be served`);
  const avcC = needBox(bytes, { ...entry, from: entry.from + 78 }, "avcC");
  const config = readAvcConfig(bytes, avcC.from, avcC.to);
  if (config === null) throw new DamagedFile("its avcC holds no parameter sets");
  return config;
}

function toLoop(bytes: Buffer, samples: readonly Sample[], codec: AvcConfig, timescale: number): Loop {
  const ticks = (value: number): number => Math.round((value * CLOCK_RATE) / timescale);
  const origin = samples[0]?.dts ?? 0;
  const lowest = samples.reduce((least, sample) => Math.min(least, sample.shift), 0); // signed shifts (ctts version 1) may show before decoding
  const units = samples.map((sample): AccessUnit => {
    const dts = ticks(sample.dts - origin);
    return { nals: unitNals(bytes, sample, codec), key: sample.key, dts, pts: ticks(sample.dts - origin + sample.shift - lowest) };
  });
  const last = samples.at(-1);
  const duration = last === undefined ? 0 : ticks(last.dts - origin + Math.max(1, last.duration));
  const shape = parseSps(codec.sps);
  return {
    kind: "loop",
    units,
    duration,
    sets: { sps: codec.sps, pps: codec.pps },
    width: shape.width,
    height: shape.height,
    framesPerSecond: (units.length * CLOCK_RATE) / duration,
  };
}

function unitNals(bytes: Buffer, sample: Sample, codec: AvcConfig): Buffer[] {
  const end = sample.offset + sample.size;
  if (end > bytes.length) throw new DamagedFile("a picture lies beyond the end of the file");
  const nals = splitLengths(bytes, sample.offset, end, codec, sample.key);
  if (nals === null) throw new DamagedFile("a picture is shorter than its parts");
  return nals;
}

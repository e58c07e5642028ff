import type { DecoderConfig } from "../decoder-config.ts";
import { TIMESCALE, box, u16, u32, zeros } from "./boxes.ts";

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

type Described = Pick<DecoderConfig, "width" | "height" | "codec"> & { readonly record: Uint8Array };

/** The init segment (`ftyp`, `moov`) of a fragmented file with one H.264 or H.265 track (ISO/IEC 14496-12, 14496-15). */
export function initSegment(described: Described): Buffer {
  return Buffer.concat([
    box("ftyp", Buffer.from("iso6", "latin1"), u32(0), Buffer.from("iso6mp41", "latin1")),
    box("moov", movieHeader(), track(described), box("mvex", box("trex", u32(0, 1, 1, 0, 0, 0)))),
  ]);
}

const movieHeader = (): Buffer => box("mvhd", u32(0, 0, 0, 1000, 0, 0x10000), u16(0x100, 0), zeros(8), MATRIX, zeros(24), u32(2));

function track(described: Described): Buffer {
  const { width, height } = described;
  // Flags 3: the track is enabled and part of the presentation.
  const header = box("tkhd", u32(3, 0, 0, 1, 0, 0), zeros(8), u16(0, 0, 0, 0), MATRIX, u32(width << 16, height << 16));
  return box("trak", header, media(described));
}

function media(described: Described): Buffer {
  const undetermined = 0x55c4;
  const header = box("mdhd", u32(0, 0, 0, TIMESCALE, 0), u16(undetermined, 0));
  const handler = box("hdlr", u32(0, 0), Buffer.from("vide", "latin1"), zeros(12), Buffer.from("camera\0", "latin1"));
  const reference = box("dinf", box("dref", u32(0, 1), box("url ", u32(1))));
  return box("mdia", header, handler, box("minf", box("vmhd", u32(1), zeros(8)), reference, sampleTable(described)));
}

function sampleTable({ width, height, codec, record }: Described): Buffer {
  const [entryType, recordType] = boxesOf(codec);
  const resolution = 0x480000;
  const entry = box(
    entryType,
    zeros(6),
    u16(1),
    zeros(16),
    u16(width, height),
    u32(resolution, resolution, 0),
    u16(1),
    zeros(32),
    u16(24, 0xffff),
    box(recordType, record),
  );
  return box("stbl", box("stsd", u32(0, 1), entry), emptyTable("stts"), emptyTable("stsc"), box("stsz", u32(0, 0, 0)), emptyTable("stco"));
}

const emptyTable = (type: string): Buffer => box(type, u32(0, 0));

/** Types of the sample entry and of the decoder's record in it. */
const boxesOf = (codec: string): readonly [entry: string, record: string] =>
  codec.startsWith("hvc1") ? ["hvc1", "hvcC"] : ["avc1", "avcC"];

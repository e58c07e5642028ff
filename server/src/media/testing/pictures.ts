import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { splitAtStartCodes } from "../h264/start-codes.ts";
import { HEVC } from "../h265/nal.ts";

const HEVC_DELIMITER = 35;

/** The NAL units of one coded picture, parameter sets first if it is a key frame. */
export type CodedPicture = readonly Buffer[];

/** 48 pictures of 160x112, Main profile, a key frame every 12, one slice each (ffmpeg testsrc2 with noise, x264). */
export const SMALL = load("small.h264");
/** 24 pictures of 128x96, High profile, a key frame every 12, two slices each (ffmpeg testsrc with noise, x264). */
export const OTHER = load("other.h264");

/** 48 pictures of 160x112, H.265 Main with B pictures, a key frame every 12 (ffmpeg testsrc2 with noise, x265). */
export const HEVC_SMALL = load("small.h265", (nal) => HEVC.typeOf(nal[0] ?? 0) === HEVC_DELIMITER).slice(0, 48);

export function typeOf(nal: Buffer): number {
  return (nal[0] ?? 0) & 31;
}

/** NAL units that a file holds: slices and supplemental information, not delimiters and parameter sets. */
export const storedNals = (picture: CodedPicture): Buffer[] => picture.filter((nal) => [1, 5, 6].includes(typeOf(nal)));

/** One picture the way it is stored and shown: every NAL unit behind its length in 4 bytes. */
export function avcc(picture: CodedPicture): Buffer {
  return Buffer.concat(
    storedNals(picture).flatMap((nal) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(nal.length);
      return [length, nal];
    }),
  );
}

/** A name for the slices of a stored picture, short enough for a test's message: stable under loss of supplemental information. */
export function nameOf(stored: Uint8Array): string {
  const hash = createHash("sha1");
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.length);
  for (let at = 0; at + 4 < bytes.length; at += 4 + bytes.readUInt32BE(at)) {
    const nal = bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at));
    if (typeOf(nal) !== 6) hash.update(nal);
  }
  return hash.digest("hex").slice(0, 8);
}

/** The names of pictures as they were sent. */
export const namesOf = (pictures: readonly CodedPicture[]): string[] => pictures.map((picture) => nameOf(avcc(picture)));

/** One H.265 picture the way it is stored: every unit but parameter sets behind its length in 4 bytes. */
export const storedHevc = (picture: CodedPicture): Buffer =>
  Buffer.concat(
    picture
      .filter((nal) => !HEVC.isParameterSet(HEVC.typeOf(nal[0] ?? 0)))
      .flatMap((nal) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(nal.length);
        return [length, nal];
      }),
  );

/** VPS, SPS and PPS of a sequence. */
export const hevcSetsOf = (pictures: readonly CodedPicture[]): Buffer[] =>
  (pictures[0] ?? []).filter((nal) => HEVC.isParameterSet(HEVC.typeOf(nal[0] ?? 0)));

/** SPS and PPS of a sequence. */
export const parameterSetsOf = (pictures: readonly CodedPicture[]): Buffer[] =>
  (pictures[0] ?? []).filter((nal) => typeOf(nal) === 7 || typeOf(nal) === 8);

/** Access unit delimiters part the pictures of the fixtures. */
function load(name: string, isDelimiter = (nal: Buffer): boolean => typeOf(nal) === 9): CodedPicture[] {
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  const pictures: Buffer[][] = [];
  for (const nal of splitAtStartCodes(bytes, 0, bytes.length) ?? []) {
    if (isDelimiter(nal)) pictures.push([]);
    else pictures.at(-1)?.push(nal);
  }
  return pictures;
}

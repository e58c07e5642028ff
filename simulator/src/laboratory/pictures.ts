import { crc32 } from "node:zlib";
import { writeSets } from "../h264/write-sets.ts";
import type { ParameterSets } from "../h264/media.ts";

/** Pictures of a laboratory camera: made up, since a recorder decodes nothing. Times follow from `perSecond`. */
export type Pictures = {
  readonly perSecond?: number;
  /** Shortest and longest time between two pictures, ms, instead of an even rate. */
  readonly betweenMs?: readonly [number, number];
  /** Pictures from one key frame to the next; null for a single one at the begin. */
  readonly group?: number | null;
  /** Bytes of a slice, and of a slice of a key frame. */
  readonly bytes?: number;
  readonly keyBytes?: number;
  readonly slices?: number;
  /** Every slice is a field, and begins at the first macroblock. */
  readonly areFields?: boolean;
  /** B pictures: three between two others, shown before the picture that they follow in the stream. */
  readonly hasPyramid?: boolean;
  readonly hasDelimiters?: boolean;
  /** Group begins after the first are I pictures with a recovery point. None: not even the first is an IDR picture. */
  readonly recovery?: "points" | "none";
  readonly hasNoSets?: boolean;
  /** Sizes that take turns, each for so many groups. */
  readonly sizes?: readonly (readonly [width: number, height: number])[];
  readonly groupsASize?: number;
  readonly isInterlaced?: boolean;
  /** Bytes of supplemental information before each key frame. */
  readonly information?: number;
  readonly hasFiller?: boolean;
  /** Key frames are one unit with start codes between its parts. */
  readonly areKeysGlued?: boolean;
  /** The first session begins in the middle of a group. */
  readonly beginsInside?: boolean;
  /** Bytes that stand in for pictures: a set that claims 2^31 fields, or one unit without end. */
  readonly nonsense?: "absurd sets" | "endless unit";
};

const DEFAULT_SIZE = [320, 180] as const;
const MINI_GROUP = [4, 2, 1, 3] as const;
/** Decoding runs so many pictures ahead of the screen in a stream with a pyramid. */
const PYRAMID_DELAY = 3;

/** Place of the i-th picture of a session in its stream. */
export type Place = {
  readonly key: boolean;
  readonly isRecoveryPoint: boolean;
  /** Place on the screen, counted from the begin of the session. */
  readonly shown: number;
};

export const groupOf = ({ group = 12 }: Pictures): number => group ?? Number.POSITIVE_INFINITY;
export const stepMsOf = ({ perSecond = 12.5 }: Pictures): number => 1000 / perSecond;
export const delayOf = ({ hasPyramid }: Pictures): number => (hasPyramid === true ? PYRAMID_DELAY : 0);

export function placeOf(pictures: Pictures, index: number): Place {
  const group = groupOf(pictures);
  const at = pictures.beginsInside === true ? index + Math.floor(group / 2) : index;
  const inGroup = group === Number.POSITIVE_INFINITY ? at : at % group;
  const begins = inGroup === 0;
  const mini = Math.floor((inGroup - 1) / MINI_GROUP.length);
  const shownInGroup =
    pictures.hasPyramid === true && !begins ? mini * MINI_GROUP.length + (MINI_GROUP[(inGroup - 1) % MINI_GROUP.length] ?? 0) : inGroup;
  const isIdr = pictures.recovery === undefined || (pictures.recovery === "points" && index === 0);
  return { key: begins && isIdr, isRecoveryPoint: begins && !isIdr, shown: index - inGroup + shownInGroup };
}

/** Parameter sets at the i-th picture of a session. */
export function setsAt(pictures: Pictures, index: number): ParameterSets {
  const sizes = pictures.sizes ?? [DEFAULT_SIZE];
  const turn = Math.floor(Math.floor(index / groupOf(pictures)) / (pictures.groupsASize ?? 1));
  const [width, height] = sizes[turn % sizes.length] ?? DEFAULT_SIZE;
  return writeSets({ width, height, isInterlaced: pictures.isInterlaced === true });
}

/** Id of the user data that carries the mark of a picture (H.264 §D.1.6). */
const MARK_ID = Buffer.from("5c0ffee1ab0a4d1c8e11a60a71ca3e55", "hex");
const DELIMITER = Buffer.from([9, 0xf0]);
const RECOVERY_POINT = Buffer.from([6, 6, 1, 0xc4, 0x80]);
const FILLER = Buffer.concat([Buffer.from([12]), Buffer.alloc(500, 0xff), Buffer.from([0x80])]);
const START = Buffer.from([0, 0, 0, 1]);

/** Identity of one picture: its camera, its number there, and the time when it was taken, ms since the Unix epoch. */
export type Identity = { readonly camera: string; readonly number: number; readonly takenAt: number };

/** Supplemental information with the identity of a picture and the CRC-32 of its slices. */
function mark({ camera, number, takenAt }: Identity, slices: readonly Buffer[]): Buffer {
  const sum = crc32(Buffer.concat(slices)).toString(16);
  const text = Buffer.from(`picture ${number} of ${camera} at ${takenAt.toFixed(2)} sum ${sum};`);
  return Buffer.concat([Buffer.from([6, 5, MARK_ID.length + text.length]), MARK_ID, text, Buffer.from([0x80])]);
}

/** Supplemental information of a size that says nothing. */
function padding(bytes: number): Buffer {
  const size = [...Array.from({ length: Math.floor(bytes / 255) }, () => 255), bytes % 255];
  return Buffer.concat([Buffer.from([6, 5, ...size]), Buffer.alloc(bytes, 0x2e), Buffer.from([0x80])]);
}

/** Bytes without a start code, of which no two pieces are alike. */
const DATA_BYTES = 1_000_003;
const DATA = Buffer.from(Array.from({ length: DATA_BYTES }, (_, at) => 1 + ((Math.imul(at + 1, 0x9e37_79b1) >>> 24) % 255)));

function slice(isKey: boolean, isFirst: boolean, bytes: number, from = 0): Buffer {
  const data = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += DATA_BYTES) DATA.copy(data, at, from % (DATA_BYTES - 1), DATA_BYTES);
  data[0] = isKey ? 0x65 : 0x41;
  data[1] = isFirst ? 0x88 : 0x40;
  return data;
}

/** NAL units of the i-th picture of a session, with its mark. */
export function unitsOf(pictures: Pictures, index: number, place: Place, identity: Identity): Buffer[] {
  const { slices: count = 1, bytes = 700, keyBytes = 2_500 } = pictures;
  const begins = place.key || place.isRecoveryPoint;
  const { sps, pps } = setsAt(pictures, index);
  const slices = Array.from({ length: count }, (_, nth) =>
    slice(place.key, nth === 0 || pictures.areFields === true, begins ? keyBytes : bytes, identity.number * 97 + nth),
  );
  const units = [
    ...(pictures.hasDelimiters === true ? [DELIMITER] : []),
    ...(begins && pictures.hasNoSets !== true ? [sps, pps] : []),
    ...(place.isRecoveryPoint ? [RECOVERY_POINT] : []),
    ...(begins && pictures.information !== undefined ? [padding(pictures.information)] : []),
    mark(identity, slices),
    ...slices,
    ...(pictures.hasFiller === true ? [FILLER] : []),
  ];
  if (pictures.areKeysGlued !== true || !begins) return units;
  return [Buffer.concat(units.flatMap((unit, at) => (at === 0 ? [unit] : [START, unit])))];
}

const ABSURD = Buffer.from("674200ff0000000280000000ffffffffffffffffffffffff", "hex");

/** Payloads of a camera that sends nonsense, in the place of its i-th picture. */
export function nonsenseOf(kind: NonNullable<Pictures["nonsense"]>, index: number): Buffer[] {
  if (kind === "absurd sets") return [ABSURD, slice(true, true, 1_300), slice(true, false, 1_300)];
  return Array.from({ length: 10 }, (_, nth) => {
    const piece = Buffer.alloc(1_400, 1);
    piece[0] = 0x7c;
    piece[1] = index === 0 && nth === 0 ? 0x85 : 0x05;
    return piece;
  });
}

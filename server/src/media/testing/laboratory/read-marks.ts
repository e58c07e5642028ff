import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { startOfPath } from "../../files/layout.ts";
import { boxesIn, findBox } from "../../fmp4/read-boxes.ts";

/** One picture of a file with the mark that the camera put into it. Times in ms since the Unix epoch. */
export type Recorded = {
  readonly number: number;
  readonly takenAt: number;
  /** Time at which the file shows it. */
  readonly shownAt: number;
  readonly isFirst: boolean;
};

/** One file of a recording, and what is wrong with its boxes. */
export type RecordedFile = {
  /** As the recorder names it, relative to the root. */
  readonly path: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly pictures: readonly Recorded[];
  readonly wrong: readonly string[];
};

const BOXES = /^ftyp moov( prft moof mdat)+ uuid$/u;
const MARK = /picture (\d+) of (\S+) at ([\d.]+) sum ([0-9a-f]+);/u;
/** Bytes of a unit in which the mark is looked for. */
const HEAD_BYTES = 1_200;

/** The files of one camera in the order of their times. */
export function readFiles(root: string, camera: string): RecordedFile[] {
  let names: string[];
  try {
    names = readdirSync(join(root, camera), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".mp4"))
    .map((name) => readFile(camera, `${camera}/${name}`, readFileSync(join(root, camera, name))))
    .toSorted((a, b) => a.startedAt - b.startedAt);
}

type Sample = { readonly size: number; readonly dts: number; readonly pts: number; readonly duration: number; readonly isSync: boolean };

function readFile(camera: string, path: string, bytes: Buffer): RecordedFile {
  const startedAt = startOfPath(path) ?? 0;
  const kinds: string[] = [];
  const wrong = new Set<string>();
  const pictures: Recorded[] = [];
  let samples: Sample[] = [];
  let expected = 0;
  const boxes = [...boxesIn(bytes, 0, bytes.length)];
  const last = boxes.findLast(({ type }) => type === "moof");
  for (const { type, from, to } of boxes) {
    kinds.push(type);
    if (type === "moof") {
      const { time, run } = readMoof(bytes, from, to);
      // A recording may end behind an anchor whose B pictures did not come any more: it stands at its own time.
      if (time < expected || (time > expected && from !== last?.from)) wrong.add("a fragment does not begin where the one before it ends");
      if (run.some(({ duration }) => duration === 0)) wrong.add("two pictures are decoded at one time");
      const shown = run.map(({ pts }) => pts).toSorted((a, b) => a - b);
      // A tick is added where two would be alike (README of media, Files).
      if (run.some(({ dts }, nth) => dts < (shown[nth] ?? 0))) wrong.add("a picture is decoded before its place in the order of showing");
      samples = run;
      expected = time + run.reduce((sum, { duration }) => sum + duration, 0);
    }
    if (type !== "mdat") continue;
    let at = from;
    for (const { size, pts, isSync } of samples) {
      const unit = readUnit(bytes, at, at + size);
      if (typeof unit === "string") wrong.add(unit);
      else {
        if (unit.isIdr !== isSync) wrong.add("a key frame is not marked as one");
        if (unit.camera !== camera) wrong.add("a picture of another camera is in it");
        if (!unit.isAsSent) wrong.add("a picture is not what was sent");
        const { number, takenAt } = unit;
        pictures.push({ number, takenAt, shownAt: startedAt + pts / 90, isFirst: pictures.length === 0 });
      }
      at += size;
    }
    if (at !== to) wrong.add("the pictures do not fill their fragment");
  }
  if (!BOXES.test(kinds.join(" "))) wrong.add(`boxes ${[...new Set(kinds)].join(" ")}`);
  return { path, startedAt, endsAt: startedAt + expected / 90, pictures, wrong: [...wrong] };
}

function readMoof(bytes: Buffer, from: number, to: number): { readonly time: number; readonly run: Sample[] } {
  const tfdt = findBox(bytes, ["traf", "tfdt"], from, to);
  const trun = findBox(bytes, ["traf", "trun"], from, to);
  if (tfdt === null || trun === null) throw new Error("a fragment without its time or its run");
  const time = Number(bytes.readBigUInt64BE(tfdt.from + 4));
  let dts = time;
  const run = Array.from({ length: bytes.readUInt32BE(trun.from + 4) }, (_, nth) => {
    const at = trun.from + 12 + nth * 16;
    const duration = bytes.readUInt32BE(at);
    const shown = dts + bytes.readInt32BE(at + 12);
    const sample = { size: bytes.readUInt32BE(at + 4), dts, pts: shown, duration, isSync: (bytes.readUInt32BE(at + 8) & 0x10000) === 0 };
    dts += duration;
    return sample;
  });
  return { time, run };
}

type Unit = {
  readonly camera: string;
  readonly number: number;
  readonly takenAt: number;
  readonly isIdr: boolean;
  readonly isAsSent: boolean;
};

/** One picture by its mark, or what is wrong with it. */
function readUnit(bytes: Buffer, from: number, to: number): Unit | string {
  let isIdr = false;
  let mark: RegExpExecArray | null = null;
  let sum = 0;
  let at = from;
  while (at + 4 < to) {
    const length = bytes.readUInt32BE(at);
    const type = (bytes[at + 4] ?? 0) & 31;
    if (type === 5) isIdr = true;
    if (type >= 1 && type <= 5) sum = crc32(bytes.subarray(at + 4, at + 4 + length), sum);
    if (type === 6) mark ??= MARK.exec(bytes.toString("latin1", at, at + Math.min(length + 4, HEAD_BYTES)));
    at += 4 + length;
  }
  if (at !== to) return "a picture is not filled by its units";
  if (mark === null) return "a part of a picture stands as one";
  const [, number, camera = "", takenAt, sent] = mark;
  return { camera, number: Number(number), takenAt: Number(takenAt), isIdr, isAsSent: sum.toString(16) === sent };
}

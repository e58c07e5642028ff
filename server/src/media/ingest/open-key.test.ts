import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParameterSets } from "../decoder-config.ts";
import { disk } from "../files/disk.ts";
import { HEVC } from "../h265/nal.ts";
import { HEVC_SETS } from "../h265/parameter-sets.ts";
import type { MediaEvent } from "../model.ts";
import { ArenaPool } from "../rtp/arena.ts";
import { CaptureClock } from "../rtp/capture-clock.ts";
import { Depacketizer } from "../rtp/depacketizer.ts";
import { Packetizer } from "../testing/packets.ts";
import { HEVC_SMALL, storedHevc, type CodedPicture } from "../testing/pictures.ts";
import { readRecording } from "../testing/read-file.ts";
import { TUNING, type Tuning } from "../tuning.ts";
import { Assembler } from "./assembler.ts";
import { Recorder } from "./recorder.ts";

/** A multiple of 10 s. */
const T0 = 1_700_000_000_000;
const STEP_MS = 40;
let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "media-"));
  vi.useFakeTimers({ now: T0, toFake: ["Date"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(root, { recursive: true });
});

/** The fixture has two B pictures, sent behind the picture that is shown after them. */
const shownAt = (sent: number): number => (sent === 0 ? 0 : sent + (sent % 3 === 1 ? 2 : -1));

/** Files made of pictures that come every 40 ms, by the places of their pictures among those sent. */
async function record(pictures: readonly CodedPicture[], { segmentMs = 400, ...others }: Partial<Tuning> = {}) {
  const events: MediaEvent[] = [];
  const emit = (event: MediaEvent): void => void events.push(event);
  const tuning = { ...TUNING, segmentMs, ...others };
  const options = { cameraId: "cam", root, disk, tuning, hasRoom: () => true, openGap: null, now: Date.now, emit };
  const recorder = new Recorder(options);
  const sets = new ParameterSets(HEVC_SETS);
  const assembler = new Assembler({
    pool: new ArenaPool(),
    sets,
    clock: new CaptureClock(90_000),
    clockRate: 90_000,
    framesPerSecond: null,
    limits: tuning,
    handlers: {
      fragment: (fragment) => recorder.fragment(fragment),
      picture: () => undefined,
      froze: () => undefined,
      interrupted: (cause) => recorder.interrupted(cause),
    },
  });
  const depacketizer = new Depacketizer(96, HEVC, assembler.arena, sets, assembler);
  const packetizer = new Packetizer({ mtu: 900, isHevc: true });
  for (const [nth, picture] of pictures.entries()) {
    vi.setSystemTime(T0 + nth * STEP_MS);
    for (const packet of packetizer.packets(picture, 90_000 + shownAt(nth) * STEP_MS * 90)) depacketizer.rtp(packet, 0, packet.length);
  }
  depacketizer.flush();
  assembler.end();
  await recorder.stop("room_stopped");
  const names = pictures.map((picture) => storedHevc(picture).toString("hex"));
  const files = events.flatMap((event) => (event.kind === "segment-closed" ? [event] : []));
  return files.map(({ path, frames, startedAt, endedAt }) => {
    const recording = readRecording(join(root, path));
    expect([recording.key, recording.pictures.length]).toEqual([true, frames]);
    return { places: recording.pictures.map((bytes) => names.indexOf(bytes.toString("hex"))), from: startedAt - T0, to: endedAt - T0 };
  });
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, nth) => from + nth);

test("a file that begins with an open key frame leaves the pictures shown before it to the file before, with a copy of the key frame", async () => {
  const files = await record(HEVC_SMALL.slice(0, 34));
  expect(files.map(({ places }) => places)).toEqual([range(0, 13), [10, ...range(13, 25)], [22, ...range(25, 34)]]);
  expect(files.map(({ from }) => from)).toEqual([0, 12, 24].map((shown) => (files[0]?.from ?? 0) + shown * STEP_MS));
  expect(files.slice(0, -1).map(({ to }) => to)).toEqual(files.slice(1).map(({ from }) => from));
});

test("the time of the open key frame decides, not that of the pictures shown before it", async () => {
  // The key frame 10 is shown at 480 ms, and its leading pictures at 400 and 440.
  const files = await record(HEVC_SMALL.slice(0, 22), { segmentMs: 475 });
  expect(files.map(({ places }) => places)).toEqual([range(0, 13), [10, ...range(13, 22)]]);
});

test("a file that begins with another key frame has no copy", async () => {
  const isLeading = (picture: CodedPicture): boolean => picture.some((nal) => HEVC.isSkippedLeading(HEVC.typeOf(nal[0] ?? 0)));
  const files = await record(HEVC_SMALL.filter((picture) => !isLeading(picture)));
  const all = files.flatMap(({ places }) => places);
  expect(files.length).toBeGreaterThan(2);
  expect(all).toEqual(range(0, all.length));
});

test("leading pictures stay with their key frame, however short a fragment is", async () => {
  const files = await record(HEVC_SMALL.slice(0, 34), { fragmentMs: 1 });
  expect(files.map(({ places }) => places)).toEqual([range(0, 13), [10, ...range(13, 25)], [22, ...range(25, 34)]]);
});

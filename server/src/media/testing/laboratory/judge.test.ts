import type { Entry, Scenario } from "@amaliyat/simulator";
import { expect, test } from "vitest";
import type { GapCause, MediaEvent, SegmentClosed } from "../../model.ts";
import { judge, type Facts } from "./judge.ts";
import type { Recorded } from "./read-marks.ts";

const STEP = 100;
const AT = 1_000_000;
/** A camera that sends 60 pictures, ten a second, a key frame every 10. */
const sent = (fates: Readonly<Record<number, Entry[3]>> = {}): Entry[] =>
  Array.from({ length: 60 }, (_, number) => [number, AT + number * STEP, number % 10 === 0 ? 1 : 0, fates[number] ?? "whole"]);
const recorded = (numbers: readonly number[], offMs = 0): Recorded[] =>
  numbers.map((number, nth) => {
    const takenAt = AT + number * STEP;
    return { number, takenAt, shownAt: takenAt + offMs, isFirst: nth === 0 };
  });
const all = Array.from({ length: 60 }, (_, number) => number);
const without = (from: number, to: number): number[] => all.filter((number) => number < from || number >= to);
const gap = (from: number, to: number | null, cause: GapCause): MediaEvent => ({ kind: "gap", cameraId: "a", from, to, cause });
const missing = (from: number, to: number, cause: GapCause): MediaEvent => gap(AT + from * STEP, AT + to * STEP, cause);

type Given = {
  readonly pictures?: readonly Recorded[];
  readonly entries?: readonly Entry[];
  readonly events?: readonly MediaEvent[];
  readonly wrong?: readonly string[];
  /** Changes to what the recorder says of its file. */
  readonly told?: Partial<SegmentClosed>;
  readonly scenario?: Partial<Scenario>;
};

/** Faults found in a recording of one file. */
function faultsOf(expected: Scenario["expected"], given: Given): readonly string[] {
  const { pictures = recorded(all), entries = sent(), events = [], wrong = [], told = {}, scenario = {} } = given;
  const [startedAt = AT, endsAt] = [pictures[0]?.shownAt, (pictures.at(-1)?.shownAt ?? 0) + STEP];
  const size = { bytes: 1, frames: pictures.length, width: 320, height: 180, codec: "avc1" };
  const row: SegmentClosed = { kind: "segment-closed", cameraId: "a", path: "a/1", startedAt, endedAt: endsAt, ...size, ...told };
  const endedAt = AT + 60 * STEP;
  const facts: Facts = {
    account: { name: "a", sessions: [entries], requests: ["GET_PARAMETER", "GET_PARAMETER"], lateMs: 0 },
    files: pictures.length === 0 ? [] : [{ path: "a/1", startedAt, endsAt, pictures, wrong }],
    events: [gap(AT - 500, AT, "starting"), ...(pictures.length === 0 ? [] : [row, gap(endsAt, null, "room_stopped")]), ...events],
    endedAt,
  };
  return judge({ name: "a", says: "", expected, ...scenario }, facts).faults;
}
const RECORDED = { kind: "recorded" } as const;

test("a whole recording has no fault, also without its last pictures", () => {
  expect(faultsOf(RECORDED, {})).toEqual([]);
  expect(faultsOf(RECORDED, { pictures: recorded(all.slice(0, 55)) })).toEqual([]);
});

test("pictures that are missing, doubled, broken, out of order or late are faults", () => {
  expect(faultsOf(RECORDED, { pictures: recorded(without(3, 4)) })).toEqual(["pictures are missing"]);
  expect(faultsOf(RECORDED, { pictures: recorded([...all, 59]) })).toContain("pictures are twice in it");
  expect(faultsOf(RECORDED, { entries: sent({ 13: "damaged" }) })).toEqual(["broken pictures are in it"]);
  expect(faultsOf(RECORDED, { pictures: recorded(all.slice(1)) })).toContain("a file begins without a key frame");
  expect(faultsOf(RECORDED, { pictures: recorded(all, 700) })).toContain("the recorded time is off");
  const [first, second, ...rest] = recorded(all);
  if (first === undefined || second === undefined) throw new Error("no pictures");
  const swapped = [{ ...first, shownAt: second.shownAt }, { ...second, shownAt: first.shownAt }, ...rest];
  expect(faultsOf(RECORDED, { pictures: swapped })).toEqual(["pictures are shown out of order"]);
  expect(faultsOf(RECORDED, { wrong: ["boxes ftyp"] })).toEqual(["boxes ftyp"]);
});

test("pictures behind noise may be kept or not", () => {
  const entries = sent(Object.fromEntries(Array.from({ length: 9 }, (_, nth) => [nth + 21, "doubtful" as const])));
  expect(faultsOf(RECORDED, { entries })).toEqual([]);
  expect(
    faultsOf(
      { ...RECORDED, orGaps: ["packets_lost"] },
      { entries, pictures: recorded(without(21, 30)), events: [missing(21, 30, "packets_lost")] },
    ),
  ).toEqual([]);
});

test("a hole needs a gap of its cause and length, and a gap a hole", () => {
  const entries = sent(Object.fromEntries(Array.from({ length: 20 }, (_, nth) => [nth + 20, "withheld" as const])));
  const pictures = recorded(without(20, 40));
  const asked = { kind: "recorded", gaps: ["camera_stalled"] } as const;
  expect(faultsOf(asked, { entries, pictures, events: [missing(20, 40, "camera_stalled")] })).toEqual([]);
  expect(faultsOf(asked, { entries, pictures })).toEqual(["gaps none, not camera_stalled", "a hole has no gap of its length"]);
  expect(faultsOf(asked, { entries, pictures, events: [missing(20, 30, "camera_stalled")] })).toContain("a hole has no gap of its length");
  expect(faultsOf(asked, { entries, pictures, events: [missing(20, 40, "connection_lost")] })).toEqual([
    "gaps connection_lost, not camera_stalled",
  ]);
  expect(faultsOf(RECORDED, { events: [missing(20, 40, "connection_lost")] })).toContain("a gap stands where pictures are");
  expect(faultsOf(RECORDED, { events: [gap(AT + 6_000, null, "connection_lost")] })).toEqual(["open gap connection_lost"]);
});

test("a camera that cannot be recorded is told by its cause", () => {
  const refused = { kind: "refused", causes: ["no_such_stream", "camera_malformed"] } as const;
  const none = { pictures: [], entries: [] };
  expect(faultsOf(refused, { ...none, events: [gap(AT, null, "camera_malformed")] })).toEqual([]);
  expect(faultsOf(refused, { ...none, events: [gap(AT, null, "camera_timed_out")] })).toEqual([
    "camera_timed_out, not no_such_stream or camera_malformed",
  ]);
  expect(faultsOf({ ...refused, kind: "either" }, {})).toEqual([]);
  expect(faultsOf(RECORDED, { ...none, events: [gap(AT, null, "no_key_frame")] })).toEqual(["no picture: no_key_frame"]);
});

test("the offset of the clock and the number of requests are held", () => {
  expect(faultsOf({ ...RECORDED, clockOffByMs: 5_000, mostRequests: { GET_PARAMETER: 1 } }, {})).toEqual([
    "GET_PARAMETER is asked for too often",
    "the offset of the clock is not told",
  ]);
  const clock: MediaEvent = { kind: "clock", cameraId: "a", stream: "main", offsetMs: 4_990 };
  expect(faultsOf({ ...RECORDED, clockOffByMs: 5_000, mostRequests: { GET_PARAMETER: 2 } }, { events: [clock] })).toEqual([]);
});

test("what is told of a file is held against the file", () => {
  expect(faultsOf(RECORDED, { told: { frames: 59 } })).toEqual(["a file is told with another number of pictures"]);
  expect(faultsOf(RECORDED, { told: { endedAt: AT + 7_000 } })).toEqual(["a file is told with other times"]);
  expect(faultsOf(RECORDED, { told: { path: "a/2" } })).toEqual(["the files told are not those that are there"]);
  const scenario: Partial<Scenario> = { pictures: { sizes: [[320, 180]] } };
  expect(faultsOf(RECORDED, { scenario })).toEqual([]);
  expect(faultsOf(RECORDED, { scenario, told: { width: 640 } })).toEqual(["the files have another size"]);
});

test("every moment lies in a file or in a gap", () => {
  const pictures = recorded(all.slice(10));
  expect(faultsOf(RECORDED, { pictures })).toContain("a moment is in no file and in no gap");
  expect(faultsOf(RECORDED, { pictures, events: [missing(0, 10, "camera_stalled")] })).not.toContain(
    "a moment is in no file and in no gap",
  );
});

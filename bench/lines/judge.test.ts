import { expect, test } from "vitest";
import type { CallNote, RingNote } from "./callers.ts";
import { figuresOf, judge } from "./judge.ts";

const call = (number: string, more: Partial<CallNote> = {}): CallNote => ({
  number,
  dialledAt: 1_000,
  answeredAt: 1_010,
  audioAt: 1_050,
  hears: true,
  ...more,
});
const ring = (number: string, more: Partial<RingNote> = {}): RingNote => ({
  legId: `leg of ${number}`,
  number,
  rangAt: 1_040,
  answeredAt: 1_740,
  audioAt: 1_760,
  hears: true,
  ...more,
});
const written = (...numbers: string[]) => ({
  offers: new Map(numbers.map((number) => [`leg of ${number}`, 1_020])),
  recordings: numbers.map((number) => ({ number, seconds: 5, lost: 1 })),
});

test("a call that was answered, heard both ways and recorded stands", () => {
  const judged = judge([call("1")], [ring("1")], written("1"), 4);
  expect(judged).toEqual({
    failed: 0,
    why: [],
    inviteToWordMs: [50],
    inviteToRingMs: [40],
    answerToRingMs: [30],
    answerMs: [10],
    announcementMs: [40],
    offerToRingMs: [20],
    answerToAudioMs: [20],
    lostPackets: 1,
  });
  expect(figuresOf(judged).map(([name, value]) => `${name} ${value}`)).toContain("offer_to_ring_p95_ms 20");
});

test.each([
  ["not answered", call("1", { answeredAt: null }), ring("1"), written("1")],
  ["not rung", call("1"), ring("2"), written("1")],
  ["not heard by the caller", call("1", { hears: false }), ring("1"), written("1")],
  ["not heard by the call-taker", call("1"), ring("1", { hears: false }), written("1")],
  ["not recorded", call("1"), ring("1"), written()],
  ["recorded in part", call("1"), ring("1"), { ...written("1"), recordings: [{ number: "1", seconds: 3.9, lost: 0 }] }],
] as const)("a call that was %s has failed", (_what, one, rang, kept) => {
  expect(
    judge([one, call("9")], [rang, ring("9")], { offers: kept.offers, recordings: [...kept.recordings, ...written("9").recordings] }, 4)
      .failed,
  ).toBe(1);
});

test("what was never offered or never heard is no time", () => {
  const judged = judge([call("1", { audioAt: null })], [ring("1", { audioAt: null })], { offers: new Map(), recordings: [] }, 4);
  expect(judged).toMatchObject({ announcementMs: [], offerToRingMs: [], answerToAudioMs: [] });
});

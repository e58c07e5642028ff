import { RECORDED, refused, withGaps, type Expected, type Scenario } from "../scenario.ts";

const HOUR_MS = 3_600_000;
const offBy = (clockOffByMs: number): Expected => ({ kind: "recorded", clockOffByMs });

/** Clocks that are wrong, and faults that come while a camera is recorded. */
export const CLOCKS_AND_FAULTS: readonly Scenario[] = [
  { name: "clock-hours-behind", says: "a clock seven hours behind", clock: { offByMs: -7 * HOUR_MS }, expected: offBy(-7 * HOUR_MS) },
  { name: "clock-hours-ahead", says: "a clock an hour ahead", clock: { offByMs: HOUR_MS }, expected: offBy(HOUR_MS) },
  {
    name: "clock-1970",
    says: "a clock that stands at 1970",
    clock: { offByMs: -56 * 365 * 24 * HOUR_MS },
    expected: offBy(-56 * 365 * 24 * HOUR_MS),
  },
  { name: "clock-900-ms", says: "a clock 0.9 s ahead", clock: { offByMs: 900 }, expected: offBy(900) },
  {
    name: "clock-drifts",
    says: "a clock that loses 1 ms in a second",
    clock: { driftPpm: -1_000 },
    sending: { reportEveryMs: 2_000 },
    expected: RECORDED,
  },
  {
    name: "clock-wild",
    says: "a clock that is put forth and back by 3 s",
    faults: [40, 80, 120, 160].map((at, nth) => ({ at, kind: "skew" as const, byMs: [3_000, 0, -3_000, 0][nth] ?? 0 })),
    sending: { reportEveryMs: 1_000 },
    expected: offBy(0),
  },
  {
    name: "clock-steps",
    says: "a clock that is put 5 s ahead",
    faults: [{ at: 100, kind: "skew", byMs: 5_000 }],
    sending: { reportEveryMs: 2_000 },
    expected: offBy(5_000),
  },
  {
    name: "clock-steps-800-ms",
    says: "a clock that is put 0.8 s ahead",
    faults: [{ at: 100, kind: "skew", byMs: 800 }],
    sending: { reportEveryMs: 2_000 },
    expected: offBy(800),
  },
  {
    name: "freeze-short",
    says: "no picture for 1 s",
    faults: [{ at: 100, kind: "freeze", forMs: 1_000 }],
    expected: withGaps("camera_stalled"),
  },
  {
    name: "freeze-4",
    says: "no picture for 4 s",
    faults: [{ at: 100, kind: "freeze", forMs: 4_000 }],
    expected: withGaps("camera_stalled"),
  },
  {
    name: "freeze-twice",
    says: "no picture for 3 s, twice",
    faults: [
      { at: 80, kind: "freeze", forMs: 3_000 },
      { at: 160, kind: "freeze", forMs: 3_000 },
    ],
    expected: withGaps("camera_stalled"),
  },
  {
    name: "freeze-12",
    says: "no picture for 12 s",
    faults: [{ at: 60, kind: "freeze", forMs: 12_000 }],
    lasts: 280,
    expected: withGaps("camera_stalled"),
  },
  { name: "cut", says: "the connection is cut", faults: [{ at: 140, kind: "cut" }], expected: withGaps("connection_lost") },
  {
    name: "cut-twice",
    says: "the connection is cut twice",
    faults: [
      { at: 140, kind: "cut" },
      { at: 170, kind: "cut" },
    ],
    expected: withGaps("connection_lost"),
  },
  {
    name: "refuse-404",
    says: "cut, and 404 for 3 s",
    faults: [{ at: 140, kind: "refuse", how: "not_found", forMs: 3_000 }],
    expected: withGaps("connection_lost", "no_such_stream"),
  },
  {
    name: "refuse-close",
    says: "cut, and closed without a word for 3 s",
    faults: [{ at: 140, kind: "refuse", how: "close", forMs: 3_000 }],
    expected: withGaps("connection_lost"),
  },
  {
    name: "refuse-for-good",
    says: "cut, and 404 for good",
    faults: [{ at: 100, kind: "refuse", how: "not_found", forMs: 600_000 }],
    lasts: 100,
    expected: refused("no_such_stream"),
  },
  {
    name: "noise-stream",
    says: "300 bytes of noise between the packets",
    faults: [{ at: 100, kind: "noise", form: "stream" }],
    expected: { kind: "recorded", orGaps: ["packets_lost"] },
  },
  {
    name: "noise-packet",
    says: "a packet of noise",
    faults: [{ at: 100, kind: "noise", form: "packet" }],
    expected: { kind: "recorded", orGaps: ["packets_lost"] },
  },
  {
    name: "noise-answer",
    says: "nonsense in place of one answer to the keep-alive",
    manners: { session: { setup: "{id};timeout=4", others: "{id}" }, timeoutS: 6 },
    faults: [{ at: 100, kind: "noise", form: "reply" }],
    expected: RECORDED,
  },
  {
    name: "noise-often",
    says: "300 bytes of noise every 5 s",
    sending: { between: { every: 62, kind: "noise", bytes: 300 } },
    expected: { kind: "recorded", orGaps: ["packets_lost"] },
  },
  {
    name: "half-frame",
    says: "a frame that claims 60,000 bytes and holds 300",
    pictures: { bytes: 6_000, keyBytes: 9_000 },
    sending: { between: { every: 100, kind: "half", bytes: 300 } },
    expected: withGaps("packets_lost"),
  },
  {
    name: "slow-link",
    says: "a link too slow for every picture, for 5 s",
    pictures: { bytes: 6_000, keyBytes: 9_000 },
    faults: [{ at: 100, kind: "slow", link: { kbitPerSecond: 200 }, forMs: 5_000 }],
    expected: withGaps("camera_stalled"),
  },
  {
    name: "slow-answers",
    says: "answers that come 1 s late",
    manners: { session: { setup: "{id};timeout=4", others: "{id}" }, timeoutS: 6 },
    faults: [{ at: 20, kind: "slow", link: { replyDelayMs: 1_000 }, forMs: 600_000 }],
    expected: RECORDED,
  },
];

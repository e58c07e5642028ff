import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answer } from "../api/answer.ts";
import { ageOf, PlaceFollower, type Fix } from "./place-follower.ts";

const HOUR = 3_600_000;
const fixAt = (at: number, lat = 31.9): Fix => ({ place: { point: { lat, lon: 5.3 }, accuracyM: 9, source: "phone" }, at, cameAt: at });

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Setting of the phone's clock, ms. */
const clock = { ahead: 0 };
afterEach(() => void (clock.ahead = 0));

function phoneWith(answer: () => Answer<unknown> = () => ({ kind: "ok", value: null })) {
  const said: (readonly [number, number])[] = [];
  const phone = { fix: (fix: Fix): void => void fix, deny: (): void => undefined, isWatched: false };
  const follower = new PlaceFollower({
    watch: (onFix, onDenied) => {
      Object.assign(phone, { fix: onFix, deny: onDenied, isWatched: true });
      return () => void (phone.isWatched = false);
    },
    say: async (_, { point }, agoMs) => {
      said.push([point.lat, agoMs]);
      return answer();
    },
    times: { now: () => Date.now() + clock.ahead, even: () => Date.now() },
    onChange: () => undefined,
  });
  return { follower, phone, said };
}

it("says a fix that comes after the call at once, and then the newest every ten seconds", async () => {
  const { follower, phone, said } = phoneWith();
  follower.begin("C", HOUR);
  follower.arrived("C");
  await vi.advanceTimersByTimeAsync(8_000);
  expect([said, follower.stateOf("C")]).toEqual([[], "looking"]);
  phone.fix(fixAt(8_000, 1));
  await vi.advanceTimersByTimeAsync(0);
  expect([said, follower.stateOf("C")]).toEqual([[[1, 0]], "follows"]);
  phone.fix(fixAt(9_000, 2));
  phone.fix(fixAt(9_500, 3));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said.slice(1)).toEqual([[3, 500]]);
});

it("waits with the place for the call to be there, and says again what a link lost", async () => {
  let isUp = false;
  const { follower, phone, said } = phoneWith(() => (isUp ? { kind: "ok", value: null } : { kind: "lost" }));
  follower.begin("C", HOUR);
  phone.fix(fixAt(0));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(said).toEqual([]);
  follower.arrived("C");
  await vi.advanceTimersByTimeAsync(10_000);
  isUp = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(said.map(([, ago]) => ago)).toEqual([30_000, 40_000, 50_000]);
});

it.each([
  ["the author stops it", (follower: PlaceFollower) => follower.stop("C")],
  ["the hour is over", () => vi.advanceTimersByTime(HOUR)],
])("ends when %s, and the phone is asked no more", async (_, end) => {
  const { follower, phone, said } = phoneWith();
  follower.begin("C", HOUR);
  follower.arrived("C");
  end(follower);
  expect([phone.isWatched, follower.stateOf("C")]).toEqual([false, "over"]);
  phone.fix(fixAt(1));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([]);
});

it("ends where the room wants no more, and says that the phone is not let", async () => {
  const text = { ar: "لا", fr: "non", en: "no" };
  const refused = phoneWith(() => ({ kind: "refused", code: "report.wrong_state", text }));
  refused.follower.begin("C", HOUR);
  refused.follower.arrived("C");
  refused.phone.fix(fixAt(0));
  await vi.advanceTimersByTimeAsync(0);
  expect([refused.phone.isWatched, refused.follower.stateOf("C")]).toEqual([false, "over"]);
  const denied = phoneWith();
  denied.follower.begin("C", HOUR);
  denied.phone.deny();
  expect(denied.follower.stateOf("C")).toBe("denied");
});

it.each([-HOUR, HOUR])("follows for its hour, and no longer, though the phone's clock is set by %i ms", async (byMs) => {
  const { follower, phone, said } = phoneWith();
  follower.begin("C", HOUR);
  follower.arrived("C");
  phone.fix(fixAt(0, 1));
  await vi.advanceTimersByTimeAsync(60_000);
  clock.ahead = byMs;
  phone.fix({ ...fixAt(60_000, 2), at: 60_000 + byMs });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([said, follower.stateOf("C")]).toEqual([
    [
      [1, 0],
      [2, 10_000],
    ],
    "follows",
  ]);
  await vi.advanceTimersByTimeAsync(HOUR - 80_000);
  expect(follower.stateOf("C")).toBe("follows");
  await vi.advanceTimersByTimeAsync(20_000);
  expect([phone.isWatched, follower.stateOf("C")]).toEqual([false, "over"]);
});

it("says the age of a place over a sleep of the phone, whose even time rested, and over a clock that was put back", () => {
  const fix = { ...fixAt(100_000), cameAt: 1_000 };
  expect(ageOf(fix, { now: () => 700_000, even: () => 2_000 })).toBe(600_000);
  expect(ageOf(fix, { now: () => 100_000 - HOUR, even: () => 31_000 })).toBe(30_000);
});

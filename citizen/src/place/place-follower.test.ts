import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answer } from "../api/answer.ts";
import { PlaceFollower, type Fix } from "./place-follower.ts";

const HOUR = 3_600_000;
const fixAt = (at: number, lat = 31.9): Fix => ({ place: { point: { lat, lon: 5.3 }, accuracyM: 9, source: "phone" }, at });

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

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
    now: () => Date.now(),
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

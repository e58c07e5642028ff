import { afterEach, expect, it, vi } from "vitest";
import { roomNow, setRoomTime } from "./use-now.ts";

afterEach(() => vi.useRealTimers());

it("goes on evenly when somebody sets this machine's clock", () => {
  const before = roomNow();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  expect(roomNow() - before).toBeGreaterThanOrEqual(0);
  expect(roomNow() - before).toBeLessThan(60_000);
});

it("follows what the room says", () => {
  setRoomTime(1_000_000);
  expect(roomNow() - 1_000_000).toBeGreaterThanOrEqual(0);
  expect(roomNow() - 1_000_000).toBeLessThan(60_000);
});

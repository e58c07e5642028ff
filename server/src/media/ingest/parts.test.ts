import { describe, expect, test } from "vitest";
import type { GapEvent } from "../model.ts";
import { cameraRefusal } from "../refusals.ts";
import { TUNING } from "../tuning.ts";
import { retryDelay, judge } from "./stream-ingest.ts";
import { GapLog } from "./gap-log.ts";

describe("back-off", () => {
  const ended = cameraRefusal("camera.ended");

  test("the first retry comes within a second, later ones double up to half a minute, spread by half", () => {
    expect(retryDelay(1, ended, TUNING, 0.999)).toBeLessThanOrEqual(1000);
    expect([1, 2, 3, 4].map((failures) => retryDelay(failures, ended, TUNING, 0))).toEqual([450, 900, 1800, 3600]);
    expect(retryDelay(50, ended, TUNING, 0)).toBe(15_000);
    expect(retryDelay(50, ended, TUNING, 0.999)).toBeLessThan(30_000);
  });

  test("a wrong password is not tried again soon: cameras lock accounts", () => {
    expect(retryDelay(1, cameraRefusal("camera.wrong_credentials"), TUNING, 0)).toBe(30_000);
    expect(retryDelay(1, cameraRefusal("camera.floods"), TUNING, 0)).toBe(30_000);
  });
});

describe("watchdog", () => {
  const limits = { checkEveryMs: 500, stalledMs: 2_500, lostMs: 10_000 };

  test.each([
    [2_000, "well"],
    [2_500, "stalled"],
    [9_999, "stalled"],
    [10_000, "lost"],
  ])("silent for %d ms is %s", (silent, verdict) => {
    expect(judge({ now: 50_000, lastPicture: 50_000 - silent, lastCheck: 49_500 }, limits)).toBe(verdict);
  });

  test("a loop that stood still excuses the camera", () => {
    expect(judge({ now: 61_000, lastPicture: 49_000, lastCheck: 49_500 }, limits)).toBe("well");
  });
});

const log = (open: { from: number; cause: "starting" } | null = null): { gaps: GapLog; told: string[] } => {
  const told: string[] = [];
  const tell = ({ from, to, cause }: GapEvent): void => void told.push(`${cause} ${from} ${to}`);
  return { told, gaps: new GapLog("c", open, tell) };
};

describe("gap log", () => {
  test("tells a gap when it begins and when it ends", () => {
    const { gaps, told } = log();
    gaps.begin(1000.4, "connection_lost");
    gaps.begin(1500, "connection_lost");
    gaps.end(3000.6);
    gaps.end(4000);
    expect(told).toEqual(["connection_lost 1000 null", "connection_lost 1000 3001"]);
  });

  test("another cause takes over where it begins: the gaps meet", () => {
    const { gaps, told } = log({ from: 500, cause: "starting" });
    gaps.begin(2000, "wrong_credentials");
    gaps.end(9000);
    expect(told).toEqual(["starting 500 2000", "wrong_credentials 2000 null", "wrong_credentials 2000 9000"]);
  });

  test("a cause that takes over before the gap's begin takes all of it", () => {
    const { gaps, told } = log({ from: 5000, cause: "starting" });
    gaps.begin(4990, "camera_unreachable");
    expect(told).toEqual(["starting 5000 5000", "camera_unreachable 5000 null"]);
  });

  test("a clock that was set back never makes a gap end before its begin", () => {
    const { gaps, told } = log({ from: 5000, cause: "starting" });
    gaps.end(4000);
    expect(told).toEqual(["starting 5000 5000"]);
  });

  test("a span inside an open gap is not told again", () => {
    const { gaps, told } = log({ from: 5000, cause: "starting" });
    gaps.past(5500, 6000, "camera_stalled");
    gaps.end(7000);
    gaps.past(7500, 8000, "camera_stalled");
    gaps.past(8000, 8000, "camera_stalled");
    expect(told).toEqual(["starting 5000 7000", "camera_stalled 7500 8000"]);
  });
});

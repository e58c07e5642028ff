import { describe, expect, it } from "vitest";
import { judge, type Gap } from "./judge.ts";
import { layOut } from "./layout.ts";

const gap = (cameraId: string, from: number, to: number | null, cause = "connection_lost"): Gap => ({ cameraId, from, to, cause });

describe("judge", () => {
  it("measures the hole that a cut left, and finds no loss in it", () => {
    const gaps = [gap("a", 0, 900, "starting"), gap("a", 9_980, 12_400), gap("a", 60_000, null, "room_stopped")];
    expect(judge([{ cameraId: "a", at: 10_000 }], gaps, 60_000)).toEqual({ cutMs: [2_420], framesLost: 0 });
  });

  it("follows a hole over its causes, and to the end of the run", () => {
    const gaps = [gap("a", 10_000, 11_000), gap("a", 11_000, null, "camera_unreachable"), gap("b", 10_000, 10_500)];
    const cuts = [
      { cameraId: "a", at: 10_010 },
      { cameraId: "b", at: 10_010 },
    ];
    expect(judge(cuts, gaps, 20_000)).toEqual({ cutMs: [10_000, 500], framesLost: 0 });
  });

  it("counts the pictures of a hole that no cut explains", () => {
    const gaps = [gap("a", 10_000, 11_000), gap("a", 14_000, 14_410, "packets_lost"), gap("b", 3_000, 4_000)];
    expect(judge([{ cameraId: "a", at: 10_000 }], gaps, 20_000)).toEqual({ cutMs: [1_000], framesLost: 11 + 25 });
  });

  it("takes the nearest of several holes", () => {
    const gaps = [gap("a", 7_000, 7_400), gap("a", 9_900, 11_000), gap("a", 12_000, 12_400)];
    expect(judge([{ cameraId: "a", at: 10_000 }], gaps, 20_000)).toEqual({ cutMs: [1_100], framesLost: 20 });
  });

  it("throws where a cut left nothing: it was none", () => {
    expect(() => judge([{ cameraId: "a", at: 10_000 }], [gap("b", 10_000, 11_000)], 20_000)).toThrow("left no gap");
  });
});

describe("layOut", () => {
  it("makes half of all cameras, and half of each site, of each bad kind alike", () => {
    const places = layOut(128);
    const count = (kind: string): number => places.filter((place) => place.kind === kind).length;
    expect(["healthy", "dead", "silent", "hole", "hostile"].map(count)).toEqual([64, 16, 16, 16, 16]);
    expect(places.filter(({ isCut }) => isCut)).toHaveLength(32);
    expect(new Set(places.map(({ host }) => host)).size).toBe(128);
    expect(places.filter(({ site }) => site === "site3").map(({ kind }) => kind)).toEqual([
      "healthy",
      "dead",
      "healthy",
      "silent",
      "healthy",
      "hole",
      "healthy",
      "hostile",
    ]);
  });
});

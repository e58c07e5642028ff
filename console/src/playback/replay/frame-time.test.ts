import { describe, expect, it } from "vitest";
import { createFrameTime } from "./replay-player.ts";

describe("frame time", () => {
  it("is a usual one before anything is known", () => {
    expect(createFrameTime().seconds()).toBe(0.04);
  });

  it("is not taken in by pictures that were left out, nor by a jump", () => {
    const frames = createFrameTime();
    for (const at of [1, 1.033, 1.132, 1.165, 9, 9.066]) frames.see(at);
    expect(frames.seconds()).toBeCloseTo(0.033, 6);
  });

  it("forgets a faster camera after a second of a slower one", () => {
    const frames = createFrameTime();
    frames.see(0);
    frames.see(0.02);
    for (let nth = 1; nth <= 25; nth++) frames.see(0.02 + nth * 0.08);
    expect(frames.seconds()).toBeCloseTo(0.08, 6);
  });
});

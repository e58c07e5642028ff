import { describe, expect, it } from "vitest";
import { chase, trim } from "./mse-engine.ts";

describe("chase", () => {
  it("plays as it comes between 50 and 120 ms behind", () => {
    expect(chase(0.05)).toEqual({ rate: 1, jumpTo: null });
    expect(chase(0.12)).toEqual({ rate: 1, jumpTo: null });
  });

  it("hurries when it is behind, holds back when it is too near, and jumps when it is far", () => {
    expect(chase(0.3).rate).toBeGreaterThan(1);
    expect(chase(0.02).rate).toBeLessThan(1);
    expect(chase(2)).toEqual({ rate: 1, jumpTo: 0.08 });
    expect(chase(-1).jumpTo).toBe(0.08);
  });
});

describe("trim", () => {
  it("lets go of what is old once there is enough of it", () => {
    expect(trim(0, 5, 4)).toBeNull();
    expect(trim(0, 8.5, 4)).toEqual({ from: 0, to: 4.5 });
    expect(trim(4.5, 8.5, 4)).toBeNull();
  });
});

import { afterEach, expect, it, vi } from "vitest";
import { watchBattery } from "./battery.ts";

afterEach(() => vi.unstubAllGlobals());

it.each([
  [{ level: 0.19, charging: false }, true],
  [{ level: 0.19, charging: true }, false],
  [{ level: 0.2, charging: false }, false],
])("of %j is low: %s", async (told, isLow) => {
  vi.stubGlobal("navigator", { getBattery: () => Promise.resolve(told) });
  using battery = watchBattery();
  expect(battery.isLow()).toBe(false);
  await Promise.resolve();
  expect(battery.isLow()).toBe(isLow);
});

it("is never low where the phone does not tell, or will not", async () => {
  for (const navigator of [{}, { getBattery: () => Promise.reject(new Error("forbidden")) }]) {
    vi.stubGlobal("navigator", navigator);
    using battery = watchBattery();
    await Promise.resolve();
    expect(battery.isLow()).toBe(false);
  }
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makePhones } from "./phones.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a console that talked before a start and does not register again within 15 s is lost; one that does is not", () => {
  const told: string[] = [];
  const phones = makePhones((extension, up) => void told.push(`${extension} ${up ? "came" : "lost"}`));
  for (const extension of ["101", "102"]) phones.expect(extension);
  vi.advanceTimersByTime(14_000);
  phones.told("102", true, "browser");
  expect(told).toEqual(["102 came"]);
  vi.advanceTimersByTime(1_001);
  expect(told).toEqual(["102 came", "101 lost"]);
  phones.expect("102");
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(2);
  phones.stop();
});

test("a console that registers again at an edge that was started anew is told as come, and one that the edge still had is not", () => {
  const told: string[] = [];
  const phones = makePhones((extension, up) => void told.push(`${extension} ${up ? "came" : "lost"}`));
  for (const extension of ["101", "102"]) phones.told(extension, true, "browser");
  phones.listing();
  phones.told("102", true, "browser");
  phones.listed();
  told.length = 0;
  // A call meanwhile found nobody at 101.
  vi.advanceTimersByTime(2_000);
  phones.told("101", true, "browser");
  expect(told).toEqual(["101 came"]);
  phones.told("101", true, "browser");
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["101 came"]);
  phones.stop();
});

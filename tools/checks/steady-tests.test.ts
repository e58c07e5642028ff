import { expect, test } from "vitest";
import { findingsIn } from "./findings.ts";
import { steadyTests } from "./steady-tests.ts";

/** The findings of lines of code in one test file, as `line message`. */
async function found(...lines: readonly string[]): Promise<string[]> {
  const path = "server/src/a.test.ts";
  return (await findingsIn(steadyTests, { [path]: lines.join("\n") })).map((each) => each.slice(path.length + 1));
}

test("a fixed pause over 50 ms is found, however it is written", async () => {
  const wrong = await found(
    'import { setTimeout as rest } from "node:timers/promises";',
    "const LATE = 2 * 300;",
    "await sleep(51);",
    "await rest(LATE);",
    "await new Promise((resolve) => setTimeout(resolve, 1_000 + LATE));",
    "await page.waitForTimeout(10);",
    "await pause(Math.random() * 60);",
    "while (!holds()) await sleep(50);",
  );
  expect(wrong).toEqual([
    "3 waits for a fixed time of 51 ms",
    "4 waits for a fixed time of 600 ms",
    "5 waits for a fixed time of 1600 ms",
    "6 waits for a fixed time",
    "7 waits for a fixed time of 60 ms",
  ]);
});

test("a bound, an act that comes late, and a time that a caller gives are no fixed pause", async () => {
  const fine = await found(
    "const bound = setTimeout(() => child.kill(), 10_000);",
    "const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));",
    "await pause(callId, true);",
    'const late = setTimeout("never");',
  );
  expect(fine).toEqual([]);
});

test("a comment that says why covers the statement that begins on its line or on the next, and nothing after it", async () => {
  const wrong = await found(
    "// Real time: the talk itself lasts a second.",
    "await sleep(1_000);",
    "await sleep(2_000); // Real time: the caller talks on.",
    "// Real time: all of this test is a talk,",
    "// and each part of it lasts.",
    "test(async () => {",
    "  await sleep(3_000);",
    "  await sleep(4_000);",
    "});",
    "await sleep(5_000);",
    "// Real time:",
    "await sleep(6_000);",
  );
  expect(wrong).toEqual(["10 waits for a fixed time of 5000 ms", "12 waits for a fixed time of 6000 ms"]);
});

test("a press by force and a test that is tried again are found, whatever a comment says", async () => {
  const wrong = await found(
    "await box.check({ force: true });",
    "// Real time: none.",
    "await box.click({ force: true });",
    "await rm(folder, { recursive: true, force: true });",
    'test("a", { retry: 2 }, run);',
    'test("b", { retry: 0 }, run);',
  );
  expect(wrong).toEqual([
    "1 presses what a person could not press (force)",
    "3 presses what a person could not press (force)",
    "5 tries a failed test again",
  ]);
  expect(await findingsIn(steadyTests, { "e2e/playwright.config.ts": "export default defineConfig({ retries: 1 });" })).toEqual([
    "e2e/playwright.config.ts:1 tries a failed test again",
  ]);
});

test("a measured time is bounded by ten times its usual, or not at all", async () => {
  const wrong = await found(
    "expect(performance.now() - begun).toBeLessThan(5_000);",
    "// Usually 600 ms.",
    "expect(Date.now() - begun).toBeLessThan(5_000);",
    "// Usually 0.5 s.",
    "expect(Date.now() - begun).toBeLessThan(5_000);",
    "// Real time: the law allows five seconds.",
    "expect(Date.now() - begun).toBeLessThan(5_000);",
    "expect(Date.now() - begun).toBeGreaterThan(49);",
    "expect(Date.now() - Date.parse(row.at)).toBeLessThan(60_000);",
  );
  expect(wrong).toEqual(["1 bounds a measured time", "3 bounds a measured time by 5000 ms, less than ten times its usual"]);
});

test("the program itself may wait", async () => {
  expect(await findingsIn(steadyTests, { "server/src/a.ts": "await sleep(5_000);", "bench/a.ts": "await sleep(5_000);" })).toEqual([]);
  expect(await findingsIn(steadyTests, { "server/src/testing/a.ts": "await sleep(5_000);" })).toEqual([
    "server/src/testing/a.ts:1 waits for a fixed time of 5000 ms",
  ]);
});

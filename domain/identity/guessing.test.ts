import { expect, test } from "vitest";
import { ACCOUNT_FULL, FALLS_MS, isWorkDone, levelAt, strangerWaitMs, WORK_BITS, workBits } from "./index.ts";

const calm = { here: 0, network: 0, account: 0, waiting: 0 };

test("work begins after what people mistype, grows a bit with each doubling, and ends at a few seconds", () => {
  expect(workBits(calm)).toBe(0);
  expect(workBits({ here: 4, network: 59, account: 29, waiting: 9 })).toBe(0);
  expect([4.1, 5, 9, 19, 1_000_000].map((here) => workBits({ ...calm, here }))).toEqual([12, 12, 13, 14, WORK_BITS.most]);
  expect([30, 59, 119].map((account) => workBits({ ...calm, account }))).toEqual([12, 13, 14]);
  expect([60, 119].map((network) => workBits({ ...calm, network }))).toEqual([12, 13]);
});

test("a level falls with time and never below nothing", () => {
  expect(levelAt({ value: 5, at: 0 }, 2_000, 1_000)).toBe(3);
  expect(levelAt({ value: 5, at: 0 }, 60_000, 1_000)).toBe(0);
  expect(levelAt(undefined, 7, 1_000)).toBe(0);
});

test("a network that was not wrong at a full account waits for newcomers alone", () => {
  expect(strangerWaitMs({ account: ACCOUNT_FULL - 1, pair: 3, newcomers: 99 })).toBe(0);
  expect(strangerWaitMs({ account: ACCOUNT_FULL, pair: 1, newcomers: 0 })).toBe(FALLS_MS.account);
  expect(strangerWaitMs({ account: ACCOUNT_FULL, pair: 0, newcomers: 0 })).toBe(0);
  expect(strangerWaitMs({ account: ACCOUNT_FULL, pair: 0, newcomers: 22 })).toBe(3 * FALLS_MS.newcomer);
});

test("one network reaches the hash of one account at most 8,740 times a day", () => {
  let [level, tried] = [{ value: 0, at: 0 }, 0];
  for (let at = 0; at < 86_400_000; at += 1_000) {
    const account = levelAt(level, at, FALLS_MS.account);
    if (strangerWaitMs({ account, pair: 1, newcomers: 0 }) > 0) continue;
    tried += 1;
    level = { value: account + 1, at };
  }
  expect(tried).toBeLessThanOrEqual(8_740);
  expect(tried).toBeGreaterThan(8_600);
});

test("zero bits are counted from the first", () => {
  expect(isWorkDone(new Uint8Array([0, 0x10, 0xff]), 11)).toBe(true);
  expect(isWorkDone(new Uint8Array([0, 0x10, 0xff]), 12)).toBe(false);
  expect(isWorkDone(new Uint8Array([0, 0, 0]), 24)).toBe(true);
});

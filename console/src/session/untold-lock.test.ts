import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetLock, lockHeard, tellLock, untoldLock } from "./untold-lock.ts";

const LOCKED_AT = "2026-04-18T01:40:00.000Z";
const sent = vi.fn<typeof fetch>();
const refused = (status: number): Promise<Response> => Promise.resolve(new Response(JSON.stringify({ code: "x" }), { status }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", sent);
  sent.mockReset();
});
afterEach(() => {
  forgetLock();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a lock holds while the link is lost, and is told until the room has heard", async () => {
  sent.mockRejectedValueOnce(new TypeError("no network")).mockReturnValueOnce(refused(503));
  sent.mockResolvedValue(new Response(null, { status: 204 }));
  tellLock("s1", LOCKED_AT);
  await vi.advanceTimersByTimeAsync(3_000);
  expect([sent.mock.calls.length, untoldLock("s1"), untoldLock("s2")]).toEqual([2, LOCKED_AT, null]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([sent.mock.calls.length, untoldLock("s1")]).toEqual([3, null]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.mock.calls.length).toBe(3);
});

test("an unlocking waits for what is on its way, and ends the telling; so does a session that is over", async () => {
  let arrive = (_answer: Response): void => undefined;
  sent.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
  tellLock("s1", LOCKED_AT);
  let heard = false;
  void lockHeard().then(() => (heard = true));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toBe(false);
  arrive(new Response("{}", { status: 503 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toBe(true);
  forgetLock();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent.mock.calls.length).toBe(1);
  sent.mockReturnValueOnce(refused(401));
  tellLock("s1", LOCKED_AT);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([sent.mock.calls.length, untoldLock("s1")]).toEqual([2, null]);
});

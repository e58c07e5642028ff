import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeGate } from "./gate.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The answer to each caller who wanted to come in, as far as it is known. */
function watched() {
  const gate = makeGate(2);
  const came = new Map<string, boolean>();
  const enter = (callId: string): void => void gate.enter(callId).then((comes) => came.set(callId, comes));
  const known = async (): Promise<object> => {
    await vi.advanceTimersByTimeAsync(0);
    return Object.fromEntries(came);
  };
  return { gate, enter, known };
}

test("callers come in a few at a time, in their order, as others hear something", async () => {
  const { gate, enter, known } = watched();
  for (const callId of ["a", "b", "c", "d"]) enter(callId);
  expect(await known()).toEqual({ a: true, b: true });
  gate.leave("b");
  gate.leave("b");
  expect(await known()).toEqual({ a: true, b: true, c: true });
  // A caller who gives up while waiting takes nobody's place.
  gate.leave("d");
  enter("e");
  gate.leave("a");
  expect(await known()).toEqual({ a: true, b: true, c: true, d: false, e: true });
});

test("who never hears anything keeps nobody out for long, and who waits for too long is told so", async () => {
  const { enter, known } = watched();
  const all = Array.from({ length: 13 }, (_none, nth) => `c${nth}`);
  for (const callId of all) enter(callId);
  await vi.advanceTimersByTimeAsync(600);
  expect(await known()).toEqual(Object.fromEntries(all.slice(0, 4).map((callId) => [callId, true])));
  await vi.advanceTimersByTimeAsync(2_400);
  expect(await known()).toEqual(Object.fromEntries(all.map((callId, nth) => [callId, nth < 10])));
});

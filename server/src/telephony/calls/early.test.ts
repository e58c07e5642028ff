import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Incoming } from "../sip/endpoint.ts";
import { earlyCalls } from "./early.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Made = { readonly call: Incoming; readonly refused: number[]; readonly cancel: () => void };

function made(): Made {
  const refused: number[] = [];
  let cancelled = (): void => undefined;
  const call: Incoming = {
    dialled: "17",
    from: { number: null, withheld: false },
    location: null,
    locationReference: null,
    vehicle: null,
    source: "",
    handOver: null,
    queued: () => undefined,
    sdp: null,
    onCancel: (heard) => void (cancelled = heard),
    written: () => "",
    answeredAgain: () => false,
    standing: () => {
      throw new Error("not answered");
    },
    accept: () => null,
    reject: (status) => void refused.push(status),
  };
  return { call, refused, cancel: () => cancelled() };
}

test("calls that came before the room is open are held in their order, but those that were given up", () => {
  using early = earlyCalls();
  const [first, second, third] = [made(), made(), made()];
  for (const { call } of [first, second, third]) early.queue(call);
  second.cancel();
  expect(early.all()).toEqual([first.call, third.call]);
  vi.advanceTimersByTime(10_000);
  expect([first, second, third].map(({ refused }) => refused)).toEqual([[], [], []]);
  expect(early.all()).toEqual([]);
});

test("a room that does not open refuses them with 503 while the edge still waits, and so does one that ends", () => {
  using early = earlyCalls();
  const call = made();
  early.queue(call.call);
  vi.advanceTimersByTime(3_000);
  expect(call.refused).toEqual([503]);
  const last = made();
  {
    using ending = earlyCalls();
    ending.queue(last.call);
  }
  expect(last.refused).toEqual([503]);
});

test("more calls than can be answered at once are refused, and tried again by the edge", () => {
  using early = earlyCalls();
  const all = Array.from({ length: 201 }, made);
  for (const { call } of all) early.queue(call);
  expect(all.map(({ refused }) => refused.length).reduce((sum, n) => sum + n)).toBe(1);
});

import * as fc from "fast-check";
import { expect, it, vi } from "vitest";
import { followOneWindow, type OneWindow } from "./one-window.ts";

type Seat = { readonly window: OneWindow; readonly held: () => boolean };

let names = 0;
const desk = () => {
  const name = `desk ${(names += 1)}`;
  return (linked = true): Seat => {
    let isHeld = false;
    const window = followOneWindow(name, (held) => (isHeld = held));
    if (linked) window.link(true);
    return { window, held: () => isHeld };
  };
};
const one = (seats: readonly Seat[], which: Seat) =>
  vi.waitFor(() => expect(seats.map((seat) => seat.held())).toEqual(seats.map((seat) => seat === which)));

it("is one of all windows of a desk, and another when that is closed", async () => {
  const open = desk();
  const [a, b, c] = [open(), open(), open()];
  await one([a, b, c], a);
  a.window[Symbol.dispose]();
  await one([a, b, c], b);
  b.window[Symbol.dispose]();
  await one([a, b, c], c);
  c.window[Symbol.dispose]();
  expect(c.held()).toBe(false);
  const d = open();
  await one([a, b, c, d], d);
  d.window[Symbol.dispose]();
});

it("is the one that takes over; the one before waits for its turn again", async () => {
  const open = desk();
  const [a, b] = [open(), open()];
  await one([a, b], a);
  b.window.takeOver();
  await one([a, b], b);
  a.window.takeOver();
  await one([a, b], a);
  b.window.takeOver();
  await one([a, b], b);
  b.window[Symbol.dispose]();
  await one([a, b], a);
  a.window[Symbol.dispose]();
});

it("is the only window also while that has no link, from its beginning on", async () => {
  const open = desk();
  const a = open(false);
  await one([a], a);
  a.window.link(true);
  a.window.link(false);
  await one([a], a);
  a.window[Symbol.dispose]();
});

it("without a link gives way to a window that has one, and takes over from none", async () => {
  const open = desk();
  const [a, b] = [open(), open()];
  await one([a, b], a);
  a.window.link(false);
  await one([a, b], b);
  a.window.takeOver();
  a.window.link(true);
  // With its link back it waits for its turn: the other goes on.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await one([a, b], b);
  b.window.link(false);
  await one([a, b], a);
  for (const { window } of [a, b]) window[Symbol.dispose]();
});

it("is one of all windows without a link, and the first that has its link again", async () => {
  const open = desk();
  const all = [open(), open(), open()] as const;
  const [a, b, c] = all;
  await one(all, a);
  for (const { window } of [b, c, a]) window.link(false);
  await one(all, a);
  c.window.link(true);
  await one(all, c);
  c.window.link(false);
  await one(all, c);
  c.window[Symbol.dispose]();
  const rest = [a, b] as const;
  await vi.waitFor(() => expect(rest.filter((seat) => seat.held())).toHaveLength(1), { timeout: 5_000 });
  for (const { window } of rest) window[Symbol.dispose]();
});

it("is one at most in any course of links, openings and closings, and one at least once it is calm", async () => {
  const step = fc.record({ nth: fc.nat(2), act: fc.constantFrom("cut", "mend", "take", "close") });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (course) => {
      const open = desk();
      const seats = [open(), open(), open()];
      for (const { nth, act } of course) {
        const seat = seats[nth];
        if (act === "cut" || act === "mend") seat?.window.link(act === "mend");
        if (act === "take") seat?.window.takeOver();
        if (act === "close") {
          seat?.window[Symbol.dispose]();
          seats[nth] = open(false);
        }
        await new Promise((resolve) => setImmediate(resolve));
        expect(seats.filter(({ held }) => held()).length).toBeLessThanOrEqual(1);
      }
      await vi.waitFor(() => expect(seats.filter(({ held }) => held())).toHaveLength(1), { timeout: 5_000 });
      for (const { window } of seats) window[Symbol.dispose]();
    }),
    { numRuns: 30 },
  );
}, 60_000);

it("is each window where the browser has no locks", () => {
  const held: boolean[] = [];
  const windows = [1, 2].map(() => followOneWindow("x", (is) => held.push(is), null));
  for (const window of windows) window.takeOver();
  expect(held).toEqual([true, true]);
  for (const window of windows) window[Symbol.dispose]();
});

import { expect, it, vi } from "vitest";
import { followOneWindow, type OneWindow } from "./one-window.ts";

type Seat = { readonly window: OneWindow; readonly held: () => boolean };

let names = 0;
const desk = () => {
  const name = `desk ${(names += 1)}`;
  return (): Seat => {
    let isHeld = false;
    const window = followOneWindow(name, (held) => (isHeld = held));
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

it("is each window where the browser has no locks", () => {
  const held: boolean[] = [];
  const windows = [1, 2].map(() => followOneWindow("x", (is) => held.push(is), null));
  for (const window of windows) window.takeOver();
  expect(held).toEqual([true, true]);
  for (const window of windows) window[Symbol.dispose]();
});

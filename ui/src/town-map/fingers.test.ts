import { expect, it } from "vitest";
import { watchFingers } from "./fingers.ts";

type Said = { readonly pointerId: number; readonly offsetX: number; readonly offsetY: number };

/** A canvas as far as fingers touch it, and their effect on the map. */
function canvas() {
  const target = Object.assign(new EventTarget(), { setPointerCapture: () => undefined });
  const done: string[] = [];
  const round = (value: number): number => Math.round(value * 100) / 100;
  const watch = watchFingers(target as unknown as HTMLElement, {
    drag: ({ x, y }) => done.push(`drag ${x},${y}`),
    zoom: (levels, { x, y }) => done.push(`zoom ${round(levels)} at ${x},${y}`),
  });
  const touch = (type: string, pointerId: number, offsetX = 0, offsetY = 0): void => {
    const said: Said = { pointerId, offsetX, offsetY };
    target.dispatchEvent(Object.assign(new Event(type), said));
  };
  return { done, touch, watch };
}

it("drags with one finger, and pinches around the middle of two without moving the ground", () => {
  const { done, touch } = canvas();
  touch("pointerdown", 1, 100, 100);
  touch("pointermove", 1, 110, 95);
  touch("pointerdown", 2, 210, 95);
  touch("pointermove", 2, 310, 95);
  touch("pointermove", 1, 210, 95);
  expect(done).toEqual(["drag 10,-5", "zoom 1 at 210,95", "zoom -1 at 260,95"]);
});

it("goes on with the finger that stays, hears no third one, and nothing of one that was never put down", () => {
  const { done, touch } = canvas();
  touch("pointermove", 9, 5, 5);
  touch("pointerdown", 1, 100, 100);
  touch("pointerdown", 2, 200, 100);
  touch("pointerdown", 3, 300, 300);
  touch("pointermove", 3, 0, 0);
  touch("pointercancel", 2, 200, 100);
  touch("pointermove", 1, 101, 100);
  expect(done).toEqual(["drag 1,0"]);
});

it("hears nothing once the map is gone", () => {
  const { done, touch, watch } = canvas();
  touch("pointerdown", 1, 100, 100);
  watch[Symbol.dispose]();
  touch("pointermove", 1, 200, 100);
  expect(done).toEqual([]);
});

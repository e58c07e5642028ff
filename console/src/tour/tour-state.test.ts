// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from "vitest";
import { changePerson } from "../store/index.ts";
import { finishTour, goTo, leaveTour, past, putOffTour, readPast, running, startTour } from "./tour-state.ts";

beforeEach(() => void changePerson("amina"));
afterEach(() => {
  changePerson(null);
  localStorage.clear();
});

it("goes on where it was left, and begins again once it was walked to its end", () => {
  startTour();
  expect(running.get()).toEqual({ at: "queue", takesFocus: true });
  goTo("map");
  leaveTour();
  expect(running.get()).toBeNull();
  startTour();
  expect(running.get()).toEqual({ at: "map", takesFocus: true });
  finishTour();
  expect([running.get(), past.get()]).toEqual([null, { kind: "walked" }]);
  startTour();
  expect(running.get()?.at).toBe("queue");
});

it("is remembered for its person in this browser, and offered to the next", () => {
  startTour();
  goTo("wall");
  changePerson("badr");
  expect([running.get(), past.get()]).toEqual([null, { kind: "new" }]);
  putOffTour();
  changePerson("amina");
  expect([running.get(), past.get()]).toEqual([null, { kind: "left", at: "wall" }]);
  changePerson("badr");
  expect(past.get()).toEqual({ kind: "put_off" });
});

it("is new where the browser holds nothing that can be read", () => {
  const texts = [null, "", "{", "7", "null", '{"kind":"left","at":"cellar"}', '{"kind":"lost"}'];
  expect(texts.map((text) => readPast(text).kind)).toEqual(texts.map(() => "new"));
  expect(readPast('{"kind":"left","at":"alarms","more":1}')).toEqual({ kind: "left", at: "alarms" });
});

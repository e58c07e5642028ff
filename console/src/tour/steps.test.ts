import { expect, it } from "vitest";
import { isStep, regionsOf, stepBeside, stepFor, stepsThere, tourAct } from "./steps.ts";

const ALL = stepsThere(() => true);
/** Screen of an operator: no incoming work and no telephone. */
const OPERATOR = stepsThere((selector) => !regionsOf("incoming").includes(selector));

it("has six steps, and leaves out those without a region on the screen", () => {
  expect(ALL).toEqual(["queue", "wall", "map", "incoming", "palette", "alarms"]);
  expect(OPERATOR).toEqual(["queue", "wall", "map", "palette", "alarms"]);
  expect(stepsThere(() => false)).toEqual([]);
});

it("keeps a step of which one region is there", () => {
  expect(stepsThere((selector) => selector === ".room-units")).toEqual(["map"]);
});

it("goes from step to step, past those left out, and ends at both ends", () => {
  expect(stepBeside(OPERATOR, "map", 1)).toBe("palette");
  expect(stepBeside(OPERATOR, "palette", -1)).toBe("map");
  expect([stepBeside(OPERATOR, "queue", -1), stepBeside(OPERATOR, "alarms", 1)]).toEqual([null, null]);
});

it("shows the next step in place of one that is not there, else the last", () => {
  expect([stepFor(ALL, "incoming"), stepFor(OPERATOR, "incoming"), stepFor(["queue"], "alarms"), stepFor([], "queue")]).toEqual([
    "incoming",
    "palette",
    "queue",
    null,
  ]);
});

it("reads arrows in the reading direction, and leaves by Escape", () => {
  const keys = ["ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp", "Escape", "KeyA"];
  expect(keys.map((key) => tourAct(key, "rtl"))).toEqual(["next", "previous", "next", "previous", "leave", null]);
  expect(keys.map((key) => tourAct(key, "ltr"))).toEqual(["previous", "next", "next", "previous", "leave", null]);
});

it("knows its own steps by name", () => {
  expect([isStep("wall"), isStep("walls"), isStep(null)]).toEqual([true, false, false]);
});

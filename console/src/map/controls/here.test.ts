import { expect, it } from "vitest";
import { thingsIn } from "./here.ts";

const drawn = (layer: string, id: unknown) => ({ layer: { id: layer }, properties: { id } });

it("names everything that lies at one point, units before interventions before cameras, each once", () => {
  const features = [
    drawn("cameras", "c1"),
    drawn("interventions", "i1"),
    drawn("interventions", "i2"),
    drawn("cameras", "c1"),
    drawn("units", "u1"),
  ];
  expect(thingsIn(features)).toEqual([
    { kind: "unit", id: "u1" },
    { kind: "intervention", id: "i1" },
    { kind: "intervention", id: "i2" },
    { kind: "camera", id: "c1" },
  ]);
});

it("leaves out what cannot be chosen: names of the ground, and features without an id", () => {
  expect(thingsIn([drawn("sites", "s1"), drawn("units", 7)])).toEqual([]);
});

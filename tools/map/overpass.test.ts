import { expect, it } from "vitest";
import { overpassToXml } from "./overpass.ts";

const node = { type: "node", id: 2, lat: 31.95, lon: 5.33, tags: { name: 'باب "ا" & ب' } };
const way = { type: "way", id: 1, nodes: [2, 3], tags: { highway: "primary" } };

it("writes nodes before ways in the order of their ids, with what XML must not hold escaped", () => {
  const xml = overpassToXml({ elements: [way, node, { ...node, id: 1, tags: {} }, node] });
  expect(xml.split("\n").slice(2, 5)).toEqual([
    '<node id="1" version="1" lat="31.95" lon="5.33"></node>',
    '<node id="2" version="1" lat="31.95" lon="5.33"><tag k="name" v="باب &quot;ا&quot; &amp; ب"/></node>',
    '<way id="1" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>',
  ]);
});

it("refuses what is no answer, and ways without their nodes, and says how to ask", () => {
  expect(() => overpassToXml({ remark: "runtime error" })).toThrow("no elements");
  expect(() => overpassToXml({ elements: [way] })).toThrow("(._;>;); out body;");
});

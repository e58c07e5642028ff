import * as fc from "fast-check";
import { buildGraph } from "@amaliyat/domain/dispatch";
import { describe, expect, it } from "vitest";
import { readOpl } from "./opl.ts";
import { classOf, directionOf, limitOf, namesOf, RoadGatherer } from "./roads.ts";

const tags = (given: Record<string, string>) => new Map(Object.entries(given));

describe("a way of OpenStreetMap", () => {
  it("has the class of its road, links too; what is not built, an area or closed to all is no road", () => {
    expect(classOf(tags({ highway: "trunk_link" }))).toBe("trunk");
    expect(classOf(tags({ highway: "living_street", access: "private" }))).toBe("living_street");
    expect(classOf(tags({ highway: "steps" }))).toBe("footway");
    expect(classOf(tags({ highway: "construction" }))).toBeNull();
    expect(classOf(tags({ highway: "pedestrian", area: "yes" }))).toBeNull();
    expect(classOf(tags({ highway: "service", access: "no" }))).toBeNull();
    expect(classOf(tags({ highway: "service", access: "no", emergency: "yes" }))).toBe("service");
  });

  it("has one direction where it says so, on a roundabout and on a motorway, unless it says otherwise", () => {
    expect(directionOf(tags({ highway: "primary", oneway: "yes" }))).toBe(1);
    expect(directionOf(tags({ highway: "primary", oneway: "-1" }))).toBe(-1);
    expect(directionOf(tags({ highway: "primary", junction: "roundabout" }))).toBe(1);
    expect(directionOf(tags({ highway: "motorway_link" }))).toBe(1);
    expect(directionOf(tags({ highway: "motorway_link", oneway: "no" }))).toBe(0);
    expect(directionOf(tags({ highway: "primary" }))).toBe(0);
  });

  it("has a limit where figures are posted", () => {
    expect(["50", "50 km/h", "30 mph", "walk", "none", "DZ:urban", "900"].map((maxspeed) => limitOf(tags({ maxspeed })))).toEqual([
      50,
      50,
      48,
      null,
      null,
      null,
      null,
    ]);
  });

  it("is named by language; a plain name counts by its letters", () => {
    expect(namesOf(tags({ name: "شارع النخيل", "name:fr": "Av. des Palmiers" }))).toEqual({ ar: "شارع النخيل", fr: "Av. des Palmiers" });
    expect(namesOf(tags({ name: "Rue 5" }))).toEqual({ fr: "Rue 5" });
    expect(namesOf(tags({ highway: "service" }))).toBeNull();
  });
});

const gathered = (...lines: string[]) => {
  const gatherer = new RoadGatherer();
  for (const line of lines) {
    const object = readOpl(line);
    if (object) gatherer.add(object);
  }
  return gatherer.end();
};
const NODES = ["n1 v1 x5.3 y31.9", "n2 v1 x5.31 y31.9", "n3 v1 x5.32 y31.9", "n4 v1 x5.33 y31.9"];

describe("roads", () => {
  it("are read from osmium's lines, in their direction, with names that are written in escapes", () => {
    const { network } = gathered(...NODES, "w7 v1 Thighway=primary,name=%646%%647%%62c%%20%5,oneway=-1,maxspeed=60 Nn1,n2,n3");
    expect(network).toEqual({
      nodes: [31.9, 5.3, 31.9, 5.31, 31.9, 5.32],
      ways: [{ class: "primary", name: { ar: "نهج 5" }, oneway: true, limitKmh: 60, nodes: [2, 1, 0] }],
    });
  });

  it("keep the parts inside the extract, and leave out what is no road", () => {
    const { network, left } = gathered(...NODES, "w1 v1 Thighway=service Nn1,n2,n9,n3,n4,n8", "w2 v1 Thighway=proposed Nn1,n2");
    expect(network.ways.map(({ nodes }) => nodes)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect([...left]).toEqual([["proposed", 1]]);
  });

  it("are always a network that routes can be searched in", () => {
    const way = fc.record({
      ids: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }),
      highway: fc.constantFrom("primary", "residential", "footway", "proposed"),
      oneway: fc.constantFrom("yes", "no", "-1"),
    });
    fc.assert(
      fc.property(fc.array(way, { maxLength: 8 }), (ways) => {
        const lines = ways.map(
          ({ ids, highway, oneway }, at) => `w${at + 1} v1 Thighway=${highway},oneway=${oneway} N${ids.map((id) => `n${id}`).join(",")}`,
        );
        const { network } = gathered(...NODES, ...lines);
        expect(network.nodes.length % 2).toBe(0);
        for (const { nodes } of network.ways) {
          expect(nodes.length).toBeGreaterThan(1);
          for (const node of nodes) expect(node < network.nodes.length / 2 && node >= 0).toBe(true);
        }
        buildGraph(network, "vehicle");
      }),
    );
  });
});

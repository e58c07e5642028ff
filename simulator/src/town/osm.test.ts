import { inRing } from "@amaliyat/domain/kernel";
import { expect, test } from "vitest";
import { LANDMARKS } from "./landmarks.ts";
import { writeOsm } from "./osm.ts";
import { toPoint } from "./projection.ts";
import { SECTORS } from "./sectors.ts";
import { streetMap } from "./streets.ts";

const lines = writeOsm().split("\n");
const nodes = lines.filter((line) => line.startsWith("<node "));
const ways = lines.filter((line) => line.startsWith("<way "));
const tagged = (key: string) => ways.filter((way) => way.includes(`k="${key}"`));

test("the town is OpenStreetMap data: nodes first, ids from 1 on, no way without its nodes", () => {
  expect(nodes.map((line) => Number(/id="(\d+)"/.exec(line)?.[1]))).toEqual(nodes.map((_, index) => index + 1));
  expect(lines.findIndex((line) => line.startsWith("<way "))).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith("<node ")));
  for (const way of ways)
    for (const [, ref] of way.matchAll(/ref="(\d+)"/g)) expect(Number(ref) >= 1 && Number(ref) <= nodes.length).toBe(true);
});

test("every street is named in three languages, has a limit, and meets the others at shared nodes", () => {
  expect(tagged("highway")).toHaveLength(streetMap().network.roads.length);
  for (const way of tagged("highway")) for (const key of ["name:ar", "name:fr", "name:en", "maxspeed"]) expect(way).toContain(`k="${key}"`);
  const met = new Map<string, number>();
  for (const way of tagged("highway"))
    for (const ref of new Set([...way.matchAll(/ref="(\d+)"/g)].map(([, id = ""]) => id))) met.set(ref, (met.get(ref) ?? 0) + 1);
  expect([...met.values()].filter((count) => count > 1).length).toBeGreaterThan(800);
});

test("rings of roundabouts are closed, so that they are driven round one way", () => {
  const rings = ways.filter((way) => way.includes('v="roundabout"'));
  expect(rings).toHaveLength(5);
  for (const ring of rings) {
    const refs = [...ring.matchAll(/ref="(\d+)"/g)].map(([, ref]) => ref);
    expect(refs[0]).toBe(refs.at(-1));
  }
});

test("landmarks stand in the town, each under a name of its own", () => {
  const [wilaya] = SECTORS;
  for (const { at } of LANDMARKS) expect(inRing(toPoint(at), wilaya?.boundary ?? [])).toBe(true);
  for (const language of ["ar", "fr", "en"] as const)
    expect(new Set(LANDMARKS.map(({ name }) => name[language])).size).toBe(LANDMARKS.length);
});

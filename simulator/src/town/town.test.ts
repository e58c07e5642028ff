import { ROLES } from "@amaliyat/domain/identity";
import { distanceM, inRing } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openScenes } from "../scenes.ts";
import { CAMERAS, PHASES, SECTORS, SITES, streetMap, UNITS, USERS, wayBetween } from "./index.ts";
import { signedArea } from "./plane.ts";
import { toPoint } from "./projection.ts";

const urban = SECTORS.filter((sector) => sector.level === "urban");
const daira = SECTORS.find((sector) => sector.code === "SD1");
const around = (point: { lat: number; lon: number }): string[] =>
  urban.filter((sector) => inRing(point, sector.boundary)).map((sector) => sector.code);

describe("sectors", () => {
  test("form a tree from the wilaya down", () => {
    expect(SECTORS.map((sector) => sector.code)).toEqual(["SW", "SD1", "SU1", "SU2", "SU3", "SU4", "SU5", "SU6", "SU7"]);
    for (const [i, sector] of SECTORS.entries()) if (i > 0) expect(SECTORS.slice(0, i).map((above) => above.code)).toContain(sector.parent);
  });

  test("the urban ones tile the daïra: areas add up and every place is in exactly one", () => {
    const sum = urban.map((sector) => signedArea(sector.corners)).reduce((a, b) => a + b, 0);
    for (const sector of urban) expect(signedArea(sector.corners)).toBeGreaterThan(1e6);
    expect(sum).toBeCloseTo(signedArea(daira?.corners ?? []), 3);
    const metres = fc.tuple(fc.double({ min: -3890, max: 3890, noNaN: true }), fc.double({ min: -4540, max: 4540, noNaN: true }));
    fc.assert(
      fc.property(metres, (place) => {
        expect(around(toPoint(place)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
    let covered = 0;
    for (let x = -3890; x < 3890; x += 97) for (let y = -4540; y < 4540; y += 83) covered += around(toPoint([x, y])).length === 1 ? 1 : 0;
    expect(covered).toBeGreaterThan(0.999 * Math.ceil(7780 / 97) * Math.ceil(9080 / 83)); // rounding to 1 m leaves a place on a border now and then
  });

  test("cover the ground of the imported history: 31.910 to 31.990 N, 5.290 to 5.370 E", () => {
    for (const lat of [31.91, 31.93, 31.95, 31.97, 31.99])
      for (const lon of [5.29, 5.31, 5.33, 5.35, 5.37]) expect(around({ lat, lon })).toHaveLength(1);
  });
});

describe("cameras", () => {
  test("stand at sites inside a sector, with a scene, a purpose and a possible direction", async () => {
    const clipsOf = await openScenes();
    expect(CAMERAS).toHaveLength(8);
    for (const camera of CAMERAS) {
      const site = SITES.find(({ code }) => code === camera.site);
      expect(site).toBeDefined();
      expect(camera.code).toBe(`ك-${camera.latinCode.slice(2)}`);
      expect(camera.directionDeg >= 0 && camera.directionDeg < 360 && camera.fieldOfViewDeg > 0 && camera.rangeM > 0).toBe(true);
      expect(camera.purposes.length).toBeGreaterThan(0);
      expect(clipsOf(camera.scene).main.units.length).toBeGreaterThan(0);
    }
    for (const site of SITES) {
      expect(around(site.place)).toHaveLength(1);
      expect(PHASES.map(({ number }) => number)).toContain(site.phase);
      expect(CAMERAS.some((camera) => camera.site === site.code)).toBe(true);
    }
    expect(new Set(CAMERAS.map((camera) => camera.scene)).size).toBe(8);
    expect(new Set(CAMERAS.map((camera) => camera.path)).size).toBe(8);
  });
});

describe("people", () => {
  test("one for each role, in Arabic and Latin script, with names of their own", () => {
    expect([...new Set(USERS.map((user) => user.role))].toSorted()).toEqual([...ROLES].toSorted());
    for (const user of USERS) {
      expect(user.username).toMatch(/^[a-z0-9][a-z0-9._-]{1,31}$/);
      expect(user.name).toMatch(/^[\u0621-\u064a ]+$/);
      expect(user.nameLatin).toMatch(/^[\p{Script=Latin} ]+$/u);
    }
    for (const key of ["username", "badge", "name"] as const) expect(new Set(USERS.map((user) => user[key])).size).toBe(USERS.length);
    expect(JSON.stringify(USERS)).not.toContain("password");
  });

  test("patrols start on a street of their own sector and have a driver", () => {
    expect(UNITS.map((unit) => unit.code)).toEqual(["201", "203", "207", "214"]);
    for (const unit of UNITS) {
      expect(around(unit.start)).toEqual([unit.sector]);
      expect(streetMap().network.nodes.some((node) => node.point.lat === unit.start.lat && node.point.lon === unit.start.lon)).toBe(true);
      expect(USERS.find((user) => user.username === unit.username)).toMatchObject({ role: "patrol", sectors: [unit.sector] });
    }
  });
});

describe("streets", () => {
  const { nodes, edges } = streetMap().network;

  test("every node can be reached from every other", () => {
    const reach = (forward: boolean): number => {
      const lists: number[][] = nodes.map(() => []);
      for (const { from, to, oneWay } of edges) {
        lists[forward ? from : to]?.push(forward ? to : from);
        if (!oneWay) lists[forward ? to : from]?.push(forward ? from : to);
      }
      const seen = new Set([0]);
      const left = [0];
      for (let at = left.pop(); at !== undefined; at = left.pop())
        for (const next of lists[at] ?? [])
          if (!seen.has(next)) {
            seen.add(next);
            left.push(next);
          }
      return seen.size;
    };
    expect([reach(true), reach(false)]).toEqual([nodes.length, nodes.length]);
    expect(nodes.length).toBeGreaterThan(1500);
  });

  test("edges are as long as the ground between their ends", () => {
    for (const edge of edges) {
      const [from, to] = [nodes[edge.from], nodes[edge.to]];
      const straight = from === undefined || to === undefined ? 0 : distanceM(from.point, to.point);
      expect(Math.abs(straight - edge.metres)).toBeLessThan(0.005 * edge.metres + 2.5);
    }
  });

  test("a way leads over streets from door to door, and not by a large detour", () => {
    const from = UNITS[0]?.start ?? toPoint([0, 0]);
    for (const { place } of SITES) {
      const way = wayBetween(from, place);
      const metres = way.slice(1).map((point, i) => distanceM(way[i] ?? point, point));
      expect([way[0], way.at(-1)]).toEqual([from, place]);
      expect(Math.max(...metres)).toBeLessThan(1300); // the longest stretch without a side street
      expect(metres.reduce((a, b) => a + b, 0)).toBeLessThan(2 * distanceM(from, place) + 400);
    }
  });
});

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProject } from "../project/fixture.ts";
import { ROOT } from "../project/root.ts";
import { readArguments } from "./arguments.ts";
import { buildMap, recipeHash } from "./build.ts";
import { canBuild } from "./programs.ts";
import { TOWN_MAP } from "./town.ts";

type Made = { attribution: string; madeFrom: { extract: string; recipe: string }; landmarks: unknown[]; ways: unknown[] };
const read = async (folder: string, name: string): Promise<Made> => JSON.parse(await readFile(join(folder, name), "utf8"));

const EXTRACT = `<?xml version="1.0"?><osm version="0.6">
<node id="1" version="1" lat="31.95" lon="5.33"/><node id="2" version="1" lat="31.951" lon="5.331"/>
<node id="3" version="1" lat="31.9505" lon="5.33"><tag k="amenity" v="pharmacy"/><tag k="name" v="صيدلية"/></node>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="شارع"/></way></osm>`;

describe("the command line", () => {
  it("says what is wrong with it", async () => {
    const file = join(await makeProject({ "a.osm": EXTRACT }), "a.osm");
    const wrong = [
      [],
      ["missing.osm"],
      [file],
      [file, file, "--out", "x"],
      [file, "--out"],
      [file, "--out", "x", "--bbox", "3,2,1,4"],
      [file, "--deep", "1"],
    ];
    for (const given of wrong) expect(typeof readArguments(given)).toBe("string");
    expect(readArguments([file, "--out", "x", "--bbox", "5,31,6,32"])).toMatchObject({ extract: file, out: "x", bbox: "5,31,6,32" });
  });
});

describe.skipIf(!canBuild())("with osmium and tilemaker", () => {
  it("makes tiles, roads and landmarks of an extract, with whose data it is in each", async () => {
    const folder = await makeProject({ "a.osm": EXTRACT });
    const said: string[] = [];
    await buildMap({ extract: join(folder, "a.osm"), out: join(folder, "map"), bbox: null, attribution: "© them" }, (text) =>
      said.push(text),
    );
    const roads = await read(join(folder, "map"), "roads.json");
    expect(roads).toMatchObject({ attribution: "© them", ways: [{ class: "primary", name: { ar: "شارع" }, nodes: [0, 1] }] });
    expect((await read(join(folder, "map"), "landmarks.json")).landmarks).toEqual([
      { name: { ar: "صيدلية" }, kind: "pharmacy", point: { lat: 31.9505, lon: 5.33 } },
    ]);
    const tiles = await readFile(join(folder, "map", "town.pmtiles"));
    expect(tiles.subarray(0, 7).toString()).toBe("PMTiles");
    expect(said.join("\n")).toContain("1 ways, 2 nodes");
  });

  it("leaves the older map where it was when the extract is broken or has no roads", async () => {
    const folder = await makeProject({ "a.json": "{", "b.osm": EXTRACT.replace("highway", "power"), "map/roads.json": "older" });
    const build = (name: string) =>
      buildMap({ extract: join(folder, name), out: join(folder, "map"), bbox: null, attribution: "" }, () => {});
    await expect(build("a.json")).rejects.toThrow("not JSON");
    await expect(build("b.osm")).rejects.toThrow("no roads");
    expect(await readFile(join(folder, "map", "roads.json"), "utf8")).toBe("older");
  });
});

it("the town's map is made from the town and the recipe as they are: else npm run map:town", async () => {
  const folder = join(ROOT, TOWN_MAP.folder);
  const extract = join(await makeProject({}), "town.osm");
  execFileSync(process.execPath, [join(ROOT, "simulator/src/town/osm-main.ts"), extract]);
  const madeFrom = {
    extract: createHash("sha256")
      .update(await readFile(extract))
      .digest("hex"),
    recipe: await recipeHash(),
  };
  for (const name of ["roads.json", "landmarks.json"])
    expect(await read(folder, name)).toMatchObject({ attribution: TOWN_MAP.attribution, madeFrom });
  const sizes = await Promise.all(
    ["roads.json", "landmarks.json", "town.pmtiles"].map(async (name) => (await stat(join(folder, name))).size),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "./arguments.ts";
import { finishTiles } from "./finish-tiles.ts";
import { distinct, landmarkOf, LANDMARK_FILTER, type Landmark } from "./landmarks.ts";
import { readOpl } from "./opl.ts";
import { overpassToXml } from "./overpass.ts";
import { ensurePrograms, run } from "./programs.ts";
import { RoadGatherer } from "./roads.ts";

type Say = (text: string) => void;
/** Stands at the head of every file: the owner of the data, and its sources. */
type Head = { readonly attribution: string; readonly madeFrom: { readonly extract: string; readonly recipe: string } };

async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest("hex");
}

/** The extract as sorted pbf, cut to the box. */
async function prepare({ extract, bbox }: BuildOptions, work: string): Promise<string> {
  let source = extract;
  if (extract.endsWith(".json")) {
    source = join(work, "overpass.osm");
    await writeFile(source, overpassToXml(parsed(await readFile(extract, "utf8"), extract)));
  } else if (!/\.(osm|osm\.pbf|osm\.bz2|osm\.gz)$/u.test(extract))
    throw new Error(`${extract}: expected a name that ends in .osm.pbf, .osm or .json`);
  // Extracts in pbf are sorted, and a whole country's would be sorted in memory.
  const whole = source.endsWith(".pbf") ? source : join(work, "whole.osm.pbf");
  if (whole !== source) await run("osmium", ["sort", source, "-o", whole]);
  if (bbox === null) return whole;
  const part = join(work, "part.osm.pbf");
  await run("osmium", ["extract", "-b", bbox, "-s", "complete_ways", whole, "-o", part]);
  return part;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: was the download complete?`, { cause });
  }
}

const recipeFile = (name: string): string => fileURLToPath(new URL(`recipe/${name}`, import.meta.url));

/** Configuration of tilemaker: the layers at each zoom, and the mapping of tags. */
const RECIPE = { config: recipeFile("tiles.json"), process: recipeFile("tiles.lua") } as const;

/** Changes with the recipe: a map that was made by another one is old. */
export async function recipeHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const each of Object.values(RECIPE)) hash.update(await readFile(each));
  return hash.digest("hex");
}

async function writeTiles(source: string, work: string, attribution: string): Promise<string> {
  const tiles = join(work, "town.pmtiles");
  const box = /\(([^)]+)\)/u.exec(await run("osmium", ["fileinfo", "-e", "-g", "data.bbox", source]))?.[1];
  if (box === undefined) throw new Error("the extract holds no places: is it the right file, and does --bbox lie in it?");
  await run("tilemaker", ["--bbox", box, "--input", source, "--output", tiles, "--config", RECIPE.config, "--process", RECIPE.process]);
  await finishTiles(tiles, attribution);
  return tiles;
}

async function writeRoads(source: string, work: string, head: Head, say: Say): Promise<string> {
  const [kept, text] = [join(work, "roads.osm.pbf"), join(work, "roads.opl")];
  await run("osmium", ["tags-filter", source, "w/highway", "-o", kept]);
  await run("osmium", ["cat", kept, "-o", text]);
  const gatherer = new RoadGatherer();
  for await (const line of linesOf(text)) {
    const object = readOpl(line);
    if (object) gatherer.add(object);
  }
  const { network, left } = gatherer.end();
  if (network.ways.length === 0) throw new Error("the extract holds no roads: nothing can be routed on it");
  say(`roads      ${network.ways.length} ways, ${network.nodes.length / 2} nodes`);
  const kinds = [...left].map(([kind, count]) => `${kind} ${count}`).join(", ");
  if (kinds !== "") say(`           left out as no roads: ${kinds}`);
  const file = join(work, "roads.json");
  const ways = network.ways.map((way) => JSON.stringify(way)).join(",\n");
  await writeFile(file, `${JSON.stringify(head).slice(0, -1)},\n"nodes":[${network.nodes.join(",")}],\n"ways":[\n${ways}\n]}\n`);
  return file;
}

async function writeLandmarks(source: string, work: string, head: Head, say: Say): Promise<string> {
  const [kept, text] = [join(work, "places.osm.pbf"), join(work, "places.geojsonseq")];
  await run("osmium", ["tags-filter", source, ...LANDMARK_FILTER, "-o", kept]);
  await run("osmium", ["export", kept, "-f", "geojsonseq", "-x", "print_record_separator=false", "-o", text]);
  const found: Landmark[] = [];
  for await (const line of linesOf(text)) {
    const landmark = line === "" ? null : landmarkOf(JSON.parse(line));
    if (landmark) found.push(landmark);
  }
  const landmarks = distinct(found);
  say(`landmarks  ${landmarks.length} named places`);
  const file = join(work, "landmarks.json");
  const rows = landmarks.map((each) => JSON.stringify(each)).join(",\n");
  await writeFile(file, `${JSON.stringify(head).slice(0, -1)},\n"landmarks":[\n${rows}\n]}\n`);
  return file;
}

/**
 * Makes the three files of a map from an extract. They replace older ones only when all of them are made. Throws with the fault and its
 * cure.
 */
export async function buildMap(options: BuildOptions, say: Say): Promise<void> {
  ensurePrograms();
  const { out, attribution, extract } = options;
  await mkdir(out, { recursive: true });
  const work = await mkdtemp(join(out, ".making-"));
  try {
    say(`extract    ${extract}`);
    const head = { attribution, madeFrom: { extract: await hashOf(extract), recipe: await recipeHash() } };
    const source = await prepare(options, work);
    const roads = await writeRoads(source, work, head, say);
    const landmarks = await writeLandmarks(source, work, head, say);
    const tiles = await writeTiles(source, work, attribution);
    say(`tiles      ${Math.ceil((await stat(tiles)).size / 1024)} KiB`);
    await rename(roads, join(out, "roads.json"));
    await rename(landmarks, join(out, "landmarks.json"));
    await rename(tiles, join(out, "town.pmtiles"));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

import { existsSync } from "node:fs";

export type BuildOptions = {
  /** The extract: `.osm.pbf`, `.osm` or an Overpass answer in JSON. */
  readonly extract: string;
  readonly out: string;
  /** west,south,east,north in degrees: the part of the extract to keep; null keeps all of it. */
  readonly bbox: string | null;
  readonly attribution: string;
};

/** Attribution that the licence of OpenStreetMap requires wherever its data is shown. */
export const OSM_ATTRIBUTION = "© OpenStreetMap contributors (ODbL 1.0)";

export const USAGE = `usage: npm run map:build -- EXTRACT --out FOLDER [--bbox W,S,E,N] [--attribution TEXT]

  EXTRACT        a .osm.pbf or .osm file, or the answer of the Overpass API in JSON
  --out          folder that town.pmtiles, roads.json and landmarks.json are written to
  --bbox         west,south,east,north in degrees: keeps this part of the extract only
  --attribution  who made the data, when it is not OpenStreetMap`;

const BBOX = /^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/u;

/** Reads the command line; a text names its fault. */
export function readArguments(given: readonly string[]): BuildOptions | string {
  const options = new Map<string, string>();
  const files: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? "";
    if (!word.startsWith("--")) {
      files.push(word);
      continue;
    }
    const value = given[++at];
    if (!["--out", "--bbox", "--attribution"].includes(word)) return `${word}: there is no such option`;
    if (value === undefined) return `${word}: its value is missing`;
    options.set(word, value);
  }
  const [extract, more] = files;
  const out = options.get("--out");
  const bbox = options.get("--bbox") ?? null;
  if (extract === undefined) return "the extract is missing";
  if (more !== undefined) return `${more}: one extract at a time; join several with "osmium merge" first`;
  if (!existsSync(extract)) return `${extract}: there is no such file`;
  if (out === undefined) return "--out FOLDER is missing";
  if (bbox !== null && !isBox(bbox)) return `--bbox ${bbox}: expected west,south,east,north in degrees`;
  return { extract, out, bbox, attribution: options.get("--attribution") ?? OSM_ATTRIBUTION };
}

function isBox(text: string): boolean {
  if (!BBOX.test(text)) return false;
  const [west = 0, south = 0, east = 0, north = 0] = text.split(",").map(Number);
  return west < east && south < north && west >= -180 && east <= 180 && south >= -85 && north <= 85;
}

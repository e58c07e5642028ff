import { writeFile } from "node:fs/promises";
import { writeOsm } from "./osm.ts";

// node simulator/src/town/osm-main.ts FILE: writes the town as OpenStreetMap data.
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node simulator/src/town/osm-main.ts FILE.osm");
  process.exitCode = 1;
} else await writeFile(file, writeOsm());

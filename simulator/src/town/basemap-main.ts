import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writeBasemap } from "./basemap.ts";

const folder = fileURLToPath(new URL("../../town", import.meta.url));
const text = writeBasemap();
await mkdir(folder, { recursive: true });
await writeFile(`${folder}/town.basemap.geojson`, text);
console.log(`${folder}/town.basemap.geojson: ${Math.round(Buffer.byteLength(text) / 1024)} KiB`);

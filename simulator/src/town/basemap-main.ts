import { writeFile } from "node:fs/promises";
import { writeBasemap } from "./basemap.ts";

const file = new URL("town.basemap.geojson", import.meta.url);
const text = writeBasemap();
await writeFile(file, text);
console.log(`${file.pathname}: ${Math.round(Buffer.byteLength(text) / 1024)} KiB`);

import { resolve } from "node:path";
import { buildPages } from "./console-build.ts";
import { ROOT } from "./project/root.ts";
import { writeRelease } from "./release/write-release.ts";

// npm run release -- FOLDER: all that a room at work needs, and no more.
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: npm run release -- FOLDER");
  process.exit(1);
}
await buildPages(ROOT);
await writeRelease(ROOT, resolve(process.env["INIT_CWD"] ?? ROOT, folder));
console.log(`${folder}: npm start runs the room from there`);

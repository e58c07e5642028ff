import { messageOf } from "../project/message-of.ts";
import { readArguments, USAGE } from "./arguments.ts";
import { buildMap } from "./build.ts";

// npm run map:build: makes the map of a town from an extract of OpenStreetMap.
const options = readArguments(process.argv.slice(2));
if (typeof options === "string") {
  console.error(`map: ${options}\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  const begun = Date.now();
  try {
    await buildMap(options, (text) => console.log(`map: ${text}`));
    console.log(`map: ready in ${((Date.now() - begun) / 1000).toFixed(1)} s in ${options.out}; give it to the room as AMALIYAT_MAP`);
    console.log(`map: ${options.attribution}`);
  } catch (cause) {
    console.error(`map: ${messageOf(cause)}`);
    process.exitCode = 1;
  }
}

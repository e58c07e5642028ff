import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../project/root.ts";
import { buildMap } from "./build.ts";
import { TOWN_MAP } from "./town.ts";

// npm run map:town: makes the checked-in map of the demonstration town again.
const work = await mkdtemp(join(tmpdir(), "amaliyat-town-"));
try {
  const extract = join(work, "town.osm");
  execFileSync(process.execPath, [join(ROOT, "simulator/src/town/osm-main.ts"), extract]);
  await buildMap({ extract, out: join(ROOT, TOWN_MAP.folder), bbox: null, attribution: TOWN_MAP.attribution }, (text) =>
    console.log(`map: ${text}`),
  );
} finally {
  await rm(work, { recursive: true, force: true });
}

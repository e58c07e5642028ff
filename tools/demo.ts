import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildPages } from "./console-build.ts";
import { ROOT } from "./project/root.ts";
import { startDemoLines } from "./run/demo-lines.ts";
import { startProgram } from "./run/program.ts";
import { untilStopped } from "./run/until-stopped.ts";
import { SERVER_ROLES } from "../server/src/settings/config.ts";
import { memorySettings } from "../server/src/memory.ts";
import { FolderTaken, lockFolder } from "../server/src/platform/folder-lock.ts";

// npm run demo: the room, and as a program of its own the simulator with a town around it.
const begun = Date.now();
const say = (text: string): void => console.log(`demo: ${text}`);
const data = process.env["AMALIYAT_DATA"] ?? join(ROOT, ".data", "demo");
const port = process.env["AMALIYAT_PORT"] ?? "8080";
const EARLIER_ENDS_WITHIN_MS = 15_000;

const stack = new AsyncDisposableStack();
let ended: Promise<void> | undefined;
const endAll = async (code: number): Promise<never> => {
  await (ended ??= stack.disposeAsync());
  process.exit(code);
};
// Ctrl-C during the start ends the programs started so far: the lines would go on by themselves.
void untilStopped([]).then(endAll);
await mkdir(data, { recursive: true, mode: 0o700 });
try {
  stack.use(await lockFolder(data, "demo"));
  // The room of a demonstration that was killed notices it and ends; it is waited for, and then left free for the new one.
  for (const role of SERVER_ROLES) (await lockFolder(data, role, { waitMs: EARLIER_ENDS_WITHIN_MS }))[Symbol.dispose]();
} catch (cause) {
  if (!(cause instanceof FolderTaken)) throw cause;
  console.error(`${cause.code}: ${cause.message}`);
  await endAll(2);
}
say("console and apps are built when a source changed …");
await buildPages(ROOT);
const lines = await startDemoLines(data, `http://localhost:${port}`, stack, say);
const room = stack.use(
  startProgram(
    "server/src/main.ts",
    [],
    {
      ...memorySettings(process.env),
      AMALIYAT_DATA: data,
      AMALIYAT_HOST: "localhost",
      AMALIYAT_PORT: port,
      AMALIYAT_PLAIN_HTTP: "1",
      AMALIYAT_CAMERA_NETWORKS: "127.0.0.0/8",
      AMALIYAT_MAP: join(ROOT, "simulator", "town-map"),
      AMALIYAT_ORIGIN: "amaliyat/demo",
      // The people of the town have passwords that stand in a file: a visitor of the demonstration has no key of theirs.
      AMALIYAT_SECOND_FACTOR: process.env["AMALIYAT_SECOND_FACTOR"] ?? "",
      ...lines.room,
      AMALIYAT_LOG_LEVEL: process.env["AMALIYAT_LOG_LEVEL"] ?? "warn",
    },
    say,
  ),
);
const { url } = await room.ready.catch(async () => endAll((await room.ended) || 1));
const town = stack.use(
  startProgram(
    "simulator/src/main.ts",
    [
      "--town",
      "--api",
      String(url),
      "--state",
      join(data, "town.json"),
      "--first-run",
      join(data, "first-run.json"),
      "--alive",
      "--history",
      join(ROOT, "simulator", "history"),
      "--reports",
      ...lines.town,
      ...process.argv.slice(2),
    ],
    lines.room,
    (text) => console.log(text),
  ),
);
await town.ready.catch(async () => endAll((await town.ended) || 1));
console.log(
  `\nAmaliyat: ${String(url)}   patrols: ${String(url)}patrol/   citizens: ${String(url)}allo/   (ready in ${((Date.now() - begun) / 1000).toFixed(1)} s; Ctrl-C ends all of it)\n`,
);
const code = await untilStopped([room, town]);
say("ending …");
await endAll(code);

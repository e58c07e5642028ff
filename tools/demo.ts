import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildPages } from "./console-build.ts";
import { ROOT } from "./project/root.ts";
import { startDemoLines } from "./run/demo-lines.ts";
import { onlyOne } from "./run/only-one.ts";
import { startProgram } from "./run/program.ts";
import { untilStopped } from "./run/until-stopped.ts";
import { memorySettings } from "../server/src/memory.ts";

// npm run demo: the room, and as a program of its own the simulator with a town around it.
const begun = Date.now();
const say = (text: string): void => console.log(`demo: ${text}`);
const data = process.env["AMALIYAT_DATA"] ?? join(ROOT, ".data", "demo");
const port = process.env["AMALIYAT_PORT"] ?? "8080";

const stack = new AsyncDisposableStack();
let ended: Promise<void> | undefined;
const endAll = async (code: number): Promise<never> => {
  await (ended ??= stack.disposeAsync());
  process.exit(code);
};
// Pressed while it starts, Ctrl-C ends what was started so far: the lines would go on by themselves.
void untilStopped([]).then(endAll);
await mkdir(data, { recursive: true, mode: 0o700 });
stack.use(await onlyOne(join(data, "demo.pid"), "tools/demo.ts", say));
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

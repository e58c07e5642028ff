import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildPages } from "./console-build.ts";
import { ROOT } from "./project/root.ts";
import { onlyOne } from "./run/only-one.ts";
import { startProgram } from "./run/program.ts";
import { untilStopped } from "./run/until-stopped.ts";
import { memorySettings } from "../server/src/memory.ts";

// npm run demo: the room, and as a program of its own the simulator with a town around it.
const begun = Date.now();
const say = (text: string): void => console.log(`demo: ${text}`);
const data = process.env["AMALIYAT_DATA"] ?? join(ROOT, ".data", "demo");
const port = process.env["AMALIYAT_PORT"] ?? "8080";

await using stack = new AsyncDisposableStack();
await mkdir(data, { recursive: true, mode: 0o700 });
stack.use(await onlyOne(join(data, "demo.pid"), "tools/demo.ts", say));
say("console and patrol app are built when a source changed …");
await buildPages(ROOT);

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
      AMALIYAT_LOG_LEVEL: process.env["AMALIYAT_LOG_LEVEL"] ?? "warn",
    },
    say,
  ),
);
const { url } = await room.ready.catch(async () => process.exit((await room.ended) || 1));
const town = stack.use(
  startProgram(
    "simulator/src/main.ts",
    ["--town", "--api", String(url), "--state", join(data, "town.json"), ...process.argv.slice(2)],
    {},
    (text) => console.log(text),
  ),
);
await town.ready.catch(async () => {
  await stack.disposeAsync();
  process.exit((await town.ended) || 1);
});
console.log(
  `\nAmaliyat: ${String(url)}   patrols: ${String(url)}patrol/   (ready in ${((Date.now() - begun) / 1000).toFixed(1)} s; Ctrl-C ends all of it)\n`,
);
const code = await untilStopped([room, town]);
say("ending …");
await stack.disposeAsync();
process.exit(code);

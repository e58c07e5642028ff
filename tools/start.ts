import { existsSync } from "node:fs";
import { join } from "node:path";
import { memorySettings } from "../server/src/memory.ts";
import { ROOT } from "./project/root.ts";
import { keptRunning } from "./run/kept-running.ts";
import { startProgram } from "./run/program.ts";
import { sourceControlWarning } from "./run/source-control.ts";
import { untilStopped } from "./run/until-stopped.ts";

// npm start: the room without a town. Settings come from the environment (docs/configuration.md).
const stack = new AsyncDisposableStack();
let ended: Promise<void> | undefined;
const endAll = async (code: number): Promise<never> => {
  await (ended ??= stack.disposeAsync());
  process.exit(code);
};
// A signal while it builds or starts ends the programs started so far.
void untilStopped([]).then(endAll);
const warning = await sourceControlWarning(ROOT);
if (warning !== null) console.warn(warning);
// A release has its pages, and nothing to build them with.
if (existsSync(join(ROOT, "tools", "console-build.ts"))) await (await import("./console-build.ts")).buildPages(ROOT);
// A room that is killed is started again at once: callers wait on its lines.
const start = (...more: string[]) =>
  startProgram("server/src/main.ts", [...process.argv.slice(2), ...more], memorySettings(process.env), console.log);
const room = stack.use(
  keptRunning(
    () => start(),
    () => start("--spare"),
    console.warn,
  ),
);
const ready = await room.ready.catch(async () => endAll((await room.ended) || 1));
if (typeof ready["url"] === "string") {
  console.log(`Amaliyat: ${ready["url"]}`);
  if (ready["url"].startsWith("https:") && process.env["AMALIYAT_TLS_CERT"] === undefined)
    console.log(`Trust the room's own authority on each console: ${join(process.env["AMALIYAT_DATA"] ?? ".data", "tls", "authority.crt")}`);
}
await endAll(await untilStopped([room]));

import { parseArgs } from "node:util";
import { serveControl } from "./control.ts";
import { startLaboratory } from "./laboratory.ts";
import { SCENARIOS } from "./scenarios/index.ts";

/**
 * The laboratory as a program: `node laboratory-main.ts [--rtsp-port N] [--control-port N] [--only NAME,NAME]`. One line of JSON says its
 * ports; it ends by a signal, or with its parent.
 */
const { values } = parseArgs({
  options: { "rtsp-port": { type: "string" }, "control-port": { type: "string" }, only: { type: "string" } },
});
const only = values.only?.split(",");
const stack = new AsyncDisposableStack();
const chosen = SCENARIOS.filter(({ name }) => only === undefined || only.includes(name));
const laboratory = stack.use(await startLaboratory(chosen, Number(values["rtsp-port"] ?? 0)));
const control = stack.use(await serveControl(laboratory, Number(values["control-port"] ?? 0)));
console.log(JSON.stringify({ ready: true, rtsp: laboratory.port, control: control.port, cameras: chosen.length }));
process.send?.({ rtsp: laboratory.port, control: control.port });
const { promise, resolve } = Promise.withResolvers<void>();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
process.once("disconnect", () => resolve());
await promise;
await stack.disposeAsync();
// The channel to the parent would keep the program.
process.exit(0);

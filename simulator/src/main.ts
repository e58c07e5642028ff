import { startDemonstration, supervisorOf, townKeys } from "./demonstration.ts";
import { readLogins, readOptions, USAGE, UsageError } from "./options.ts";
import { serveCameras } from "./serve.ts";
import { servePage } from "./town-calls/page.ts";
import { startCalls } from "./town-calls/town-callers.ts";
import type { Login } from "./seed/keys.ts";
import { startLife } from "./life/life.ts";
import { startCitizens, type Citizens } from "./citizens/citizens.ts";
import { startCity } from "./citizens/city.ts";

// The reader of our lines may end before us: that is no reason to fail.
process.stdout.on("error", () => undefined);

/** A town whose end hangs is ended by force. */
const END_WITHIN_MS = 10_000;

const notListening = ({ code }: NodeJS.ErrnoException, host: string, port: number): UsageError =>
  new UsageError(code === "EADDRINUSE" ? `--rtsp-port: ${host}:${port} is taken already` : `cannot listen on ${host}:${port}: ${code}`);

function taken(cause: NodeJS.ErrnoException): never {
  throw cause.syscall === "bind" || cause.syscall === "listen" ? new UsageError(`a port of the town is taken: ${cause.message}`) : cause;
}

/** The people of the town who send reports, and the city's system beside them, until it is disposed. */
async function startReports(base: string, supervisor: Login): Promise<Citizens> {
  await using stack = new AsyncDisposableStack();
  const citizens = stack.use(startCitizens({ base }));
  stack.use(await startCity({ base, supervisor }));
  const kept = stack.move();
  return { ...citizens, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function run(): Promise<void> {
  const values = readOptions(process.argv.slice(2));
  if (values.help === true || (values.town !== true && values.clips === undefined)) {
    console.log(USAGE);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const stack = new AsyncDisposableStack();
  const keys = values.town === true && values.state !== undefined ? await townKeys(values.state) : null;
  const host = values.host ?? "127.0.0.1";
  const served = stack.use(
    await serveCameras({
      host,
      port: values["rtsp-port"],
      town: values.town === true,
      ...(values.clips === undefined ? {} : { clips: values.clips }),
      logins: { ...keys?.cameras, ...readLogins(process.env["AMALIYAT_CAMERA_LOGINS"]) },
    }).catch((cause: NodeJS.ErrnoException) => {
      throw cause.syscall === "listen" ? notListening(cause, host, values["rtsp-port"]) : cause;
    }),
  );
  const { server, logins, refused } = served;
  for (const line of refused) console.error(`not served: ${line}`);
  const cameras = Object.keys(logins).map((path) => ({ path, main: server.url(path), sub: server.url(path, "sub") }));
  if (values.api !== undefined && keys !== null && values.state !== undefined)
    stack.use(
      await startDemonstration({
        api: values.api,
        stateFile: values.state,
        keys,
        firstRun: values["first-run"] ?? null,
        rtsp: { host: server.host, port: server.port },
        patrolSpeed: values["patrol-speed"],
        line: console.log,
      }),
    );
  const { api } = values;
  if (values.alive === true && api !== undefined && values.state !== undefined)
    stack.use(startLife({ room: api, keysFile: values.state, history: values.history ?? null, line: console.log }));
  const callers =
    values.trunk === null || api === undefined
      ? null
      : stack.use(
          await startCalls({
            trunk: values.trunk,
            api,
            voices: values.voices ?? "voices",
            gatewayPort: values["gateway-port"],
            amlKey: process.env["AMALIYAT_AML_KEY"] ?? null,
            busy: values["busy-hour"],
          }).catch(taken),
        );
  const citizens =
    values.reports === true && api !== undefined && keys !== null ? stack.use(await startReports(api, supervisorOf(keys))) : null;
  if (callers !== null || citizens !== null) {
    const { url } = stack.use(await servePage({ callers, citizens }, values["control-port"]).catch(taken));
    console.log(`the town's callers and reports: ${url}`);
  }
  const told = values["print-logins"] === true ? { logins } : {};
  console.log(JSON.stringify({ ready: true, rtsp: { host: server.host, port: server.port }, cameras, refused, ...told }));
  const end = (): void => {
    setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
    void stack.disposeAsync().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  process.once("disconnect", end); // started with a channel: end when the parent is gone
}

try {
  await run();
} catch (cause) {
  if (!(cause instanceof UsageError)) throw cause;
  console.error(cause.message);
  process.exit(2);
}

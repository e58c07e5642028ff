import { parseArgs } from "node:util";
import { startDemonstration, townKeys } from "./demonstration.ts";
import { serveCameras } from "./serve.ts";
import type { CameraLogin } from "./serve.ts";

const USAGE = `node simulator/src/main.ts [--town] [--clips DIR] [--rtsp-port N] [--host ADDRESS] [--print-logins]
                              [--api URL --state FILE [--patrol-speed M_PER_S]]

  --town          the eight cameras of the demonstration town
  --clips DIR     every .mp4 and .h264 file of a folder as a camera of its own
  --rtsp-port N   default 8554; 0 takes a free port
  --host ADDRESS  default 127.0.0.1
  --api URL       with --town: furnishes the room there by its public API and lets four patrols drive
  --state FILE    where the town's keys are kept
  --patrol-speed  metres a second, default 14
  --print-logins  tells the cameras' logins in the line that says that they stand

Logins come from AMALIYAT_CAMERA_LOGINS, JSON {"<path>": {"username": …, "password": …}}; those it does not name are made.`;

// Whoever reads our lines may be gone before we are: that is no reason to fail.
process.stdout.on("error", () => undefined);

const { values } = parseArgs({
  options: {
    town: { type: "boolean" },
    clips: { type: "string" },
    "rtsp-port": { type: "string" },
    host: { type: "string" },
    api: { type: "string" },
    state: { type: "string" },
    "patrol-speed": { type: "string" },
    "print-logins": { type: "boolean" },
    help: { type: "boolean" },
  },
});

function readLogins(text: string | undefined): Record<string, CameraLogin> {
  if (text === undefined || text === "") return {};
  const logins: Record<string, CameraLogin> = JSON.parse(text);
  for (const [path, login] of Object.entries(logins))
    if (typeof login.username !== "string" || typeof login.password !== "string")
      throw new Error(`AMALIYAT_CAMERA_LOGINS: ${path} has no username and password`);
  return logins;
}

if (values.help === true || (values.town !== true && values.clips === undefined)) {
  console.log(USAGE);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  const stack = new AsyncDisposableStack();
  const keys = values.town === true && values.state !== undefined ? await townKeys(values.state) : null;
  const served = stack.use(
    await serveCameras({
      host: values.host ?? "127.0.0.1",
      port: Number(values["rtsp-port"] ?? 8554),
      town: values.town === true,
      ...(values.clips === undefined ? {} : { clips: values.clips }),
      logins: { ...keys?.cameras, ...readLogins(process.env["AMALIYAT_CAMERA_LOGINS"]) },
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
        rtsp: { host: server.host, port: server.port },
        patrolSpeed: Number(values["patrol-speed"] ?? 14),
        line: console.log,
      }),
    );
  const told = values["print-logins"] === true ? { logins } : {};
  console.log(JSON.stringify({ ready: true, rtsp: { host: server.host, port: server.port }, cameras, refused, ...told }));
  const end = (): void => {
    void stack.disposeAsync().then(() => process.exit(0));
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  process.once("disconnect", end); // started with a channel: end when the parent is gone
}

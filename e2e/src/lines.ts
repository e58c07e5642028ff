import { freePorts } from "@amaliyat/simulator";
import { chromium, type Browser } from "@playwright/test";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { writeTone } from "./tone.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** True where Debian's packages of the lines are installed. */
export const hasLines = (): boolean => existsSync("/usr/sbin/kamailio") && existsSync("/usr/bin/rtpengine");

export type Lines = AsyncDisposable & { readonly folder: string; readonly trunk: number; readonly gateway: number };

/** Sets the lines up as an installer does, on ports of this run, and starts them. */
export async function startLines(folder: string): Promise<Lines> {
  const [trunk = 0, consoles = 0, edge = 0, room = 0, events = 0, media = 0, digits = 0, gateway = 0, standby = 0] = await freePorts(9);
  const soundFrom = 10_000 + Math.floor(Math.random() * 200) * 100;
  const ranges = { soundFrom, soundTo: soundFrom + 179, textFrom: soundFrom + 180, textTo: soundFrom + 199 };
  const ports = { trunk, consoles, standby, edge, room, events, media, digits, ...ranges };
  const named = Object.entries(ports).map(([name, port]) => `${name}=${port}`);
  const setUp = ["server/src/telephony/edge/setup-main.ts", folder, "--ports", named.join(","), "--gateway", `127.0.0.1:${gateway}`];
  await promisify(execFile)(process.execPath, setUp, { cwd: ROOT });
  const child: ChildProcess = spawn(process.execPath, ["server/src/lines-main.ts", folder], {
    cwd: ROOT,
    // The names under which the room is served, as its own settings have them.
    env: { ...process.env, AMALIYAT_DATA: folder, AMALIYAT_HOST: "localhost", AMALIYAT_PLAIN_HTTP: "1", AMALIYAT_LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((stands, failed) => {
    child.on("exit", (code) => failed(new Error(`the lines ended with ${code}`)));
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on("line", (line) => line.startsWith("The lines stand") && stands());
  });
  return {
    folder,
    trunk,
    gateway,
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** A browser whose microphone plays one tone, so that its listeners can be identified. */
export async function browserThatSays(hertz: number, folder: string): Promise<Browser> {
  const file = join(folder, `${hertz}.wav`);
  await writeTone(file, hertz);
  const sound = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-audio-capture=${file}`];
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--use-gl=angle", "--use-angle=swiftshader", ...sound],
  });
}

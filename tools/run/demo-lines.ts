import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeLog } from "../../server/src/platform/log.ts";
import { stop } from "../../server/src/telephony/edge/programs.ts";
import { startEdge, type Edge } from "../../server/src/telephony/edge/start-edge.ts";
import { hasVoice, speakAnnouncements } from "../../server/src/telephony/edge/voice.ts";
import { writeEdge } from "../../server/src/telephony/edge/write-edge.ts";
import { DEFAULT_PORTS, linesFile, missingPackages, SETUP_COMMAND, type LinesPorts } from "../../server/src/telephony/settings.ts";
import { ROOT } from "../project/root.ts";
import { areFree, claimSound, freePorts } from "./free-ports.ts";

/** The lines of a demonstration: the room's settings for them by its environment, and the town's by its arguments. */
export type DemoLines = { readonly room: Readonly<Record<string, string>>; readonly town: readonly string[] };

const HOST = "127.0.0.1";
/** The operator of the town, which takes the calls out, and the page that lets the town ring and send reports. */
const GATEWAY_PORT = 5070;
const CONTROL_PORT = 8091;

/** Ports that nobody has: those of the last time, else the usual ones, else whatever is free. Those of sound are claimed until `stack` ends. */
async function choosePorts(folder: string, stack: AsyncDisposableStack): Promise<LinesPorts> {
  const claim = async (ports: LinesPorts, isUsual: boolean): Promise<LinesPorts> => {
    const claimed = await claimSound(isUsual ? ports : null);
    if (claimed === null) return ports;
    stack.use(claimed);
    return { ...ports, ...claimed.range };
  };
  const kept = await readFile(join(folder, "lines.json"), "utf8").then(
    (text) => linesFile.safeParse(JSON.parse(text)),
    () => null,
  );
  // The demonstration ends with its room: nothing of it waits for a room that died.
  const { standby: _standby, ...usual } = DEFAULT_PORTS;
  for (const ports of kept?.success === true ? [kept.data.ports, usual] : [usual]) {
    const { soundFrom: _from, soundTo: _to, textFrom: _textFrom, textTo: _textTo, ...single } = ports;
    if (await areFree(Object.values(single).filter((each) => each !== undefined))) return claim(ports, true);
  }
  const [trunk = 0, secure = 0, consoles = 0, edge = 0, room = 0, events = 0, media = 0, digits = 0] = await freePorts(8);
  return claim({ ...usual, trunk, secure, consoles, edge, room, events, media, digits }, false);
}

const portOr = async (port: number): Promise<number> => ((await areFree([port])) ? port : ((await freePorts(1))[0] ?? 0));

async function stopBoth(folder: string): Promise<void> {
  for (const name of ["kamailio", "rtpengine"] as const) await stop(folder, name);
}

/**
 * Sets the lines up in the demonstration's own folder and starts them, to be ended with `stack`. Without the packages it names the missing
 * ones, and there are no lines. `url` is the room's own.
 */
export async function startDemoLines(
  data: string,
  url: string,
  stack: AsyncDisposableStack,
  say: (text: string) => void,
): Promise<DemoLines> {
  const missing = missingPackages();
  if (missing.length > 0) {
    say(`no telephone lines: ${missing.join(", ")} not installed; as root: ${SETUP_COMMAND}`);
    return { room: {}, town: ["--control-port", `${await portOr(CONTROL_PORT)}`] };
  }
  const folder = join(data, "lines");
  // Both outlive their starter: a killed run has left them with its settings.
  await stopBoth(folder);
  const ports = await choosePorts(folder, stack);
  const [gateway, control] = [await portOr(GATEWAY_PORT), await portOr(CONTROL_PORT)];
  await writeEdge(folder, { realm: "demo.amaliyat", address: HOST, gateway: `${HOST}:${gateway}`, from: [HOST], ports });
  const voices = join(data, "voices");
  const script = join(ROOT, "simulator", "src", "town-calls", "voices-main.ts");
  const made = spawnSync(process.execPath, [script, voices, join(data, "announcements")], { encoding: "utf8" });
  for (const line of `${made.stdout}${made.stderr}`.split("\n").filter((each) => each !== "")) say(line);
  // The other announcements: the place in the queue, how to be called back, and which key a silent caller presses for help.
  if (hasVoice()) await speakAnnouncements(folder);
  // Before they start, so that an end in the middle of it leaves none of them.
  let edge: Edge | null = null;
  stack.defer(async () => {
    edge?.leave();
    await stopBoth(folder);
  });
  edge = await startEdge({ folder, log: makeLog("warn") });
  const messages = join(data, "messages");
  say(`messages to callers, with the link that asks for their place, are written to ${messages}`);
  say(`telephone lines on ${HOST}:${ports.trunk} (SIP)`);
  return {
    room: {
      AMALIYAT_LINES: folder,
      AMALIYAT_AML_KEY: randomBytes(18).toString("base64url"),
      AMALIYAT_SMS_FOLDER: messages,
      AMALIYAT_OUTSIDE_URL: url,
    },
    town: ["--trunk", `${HOST}:${ports.trunk}`, "--gateway-port", `${gateway}`, "--control-port", `${control}`, "--voices", voices],
  };
}

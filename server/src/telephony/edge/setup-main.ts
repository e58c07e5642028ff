import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_PORTS, linesFile, missingPackages } from "../settings.ts";
import { hasVoice, speakAnnouncements, VOICE_PACKAGE } from "./voice.ts";
import { writeEdge } from "./write-edge.ts";

// npm run lines:setup -- [folder] [--address A] [--gateway HOST:PORT] [--from A,B] [--realm NAME] [--emergency 17,…]
//   [--sound said|learned] [--ports trunk=N,consoles=N,…]
// Installs what is missing, and writes what edge and media server read. Run again, it keeps the secret.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    address: { type: "string", default: "127.0.0.1" },
    gateway: { type: "string", default: "127.0.0.1:5070" },
    from: { type: "string", default: "" },
    realm: { type: "string", default: "room.amaliyat" },
    emergency: { type: "string", default: "17" },
    sound: { type: "string", default: "said" },
    ports: { type: "string", default: "" },
  },
});
const folder = resolve(positionals[0] ?? process.env["AMALIYAT_LINES"] ?? join(process.env["AMALIYAT_DATA"] ?? ".data", "lines"));

function end(message: string): never {
  console.error(message);
  process.exit(1);
}

function install(): void {
  const missing = [...missingPackages(), ...(hasVoice() ? [] : [VOICE_PACKAGE])];
  if (missing.length === 0) return console.log("The packages of the lines are installed.");
  const command = `apt-get install --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) end(`Not installed: ${missing.join(", ")}. As root: ${command}`);
  console.log(command);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-q"],
    ["install", "-q", "-y", "--no-install-recommends", ...missing],
  ]) {
    if (spawnSync("apt-get", args, { env, stdio: ["ignore", "inherit", "inherit"] }).status !== 0)
      end(`apt-get ${args[0]} failed; its message stands above.`);
  }
  if (existsSync("/run/systemd/system"))
    console.log("Debian has started services of its own on the same ports: systemctl disable --now kamailio rtpengine-daemon");
}

/** Ports by their names, as they stand in `lines.json`. */
const named = (text: string): Record<string, number> =>
  Object.fromEntries(
    text.split(",").flatMap((each): [string, number][] => {
      const [name = "", port = ""] = each.split("=");
      if (each === "") return [];
      return name in DEFAULT_PORTS
        ? [[name, Number(port)]]
        : end(`There is no port named ${name}: ${Object.keys(DEFAULT_PORTS).join(", ")}`);
    }),
  );

install();
const lines = linesFile.safeParse({
  realm: values.realm,
  address: values.address,
  gateway: values.gateway,
  from: values.from === "" ? [] : values.from.split(","),
  emergency: values.emergency.split(","),
  sound: values.sound,
  ports: { ...DEFAULT_PORTS, ...named(values.ports) },
});
if (!lines.success) end(lines.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
const kept = existsSync(join(folder, "secret"));
await writeEdge(folder, lines.data);
console.log(`Written to ${folder} (mode 0700), with ${kept ? "the secret that was there" : "a fresh secret"}.`);
console.log(hasVoice() ? `Announcements: ${await speakAnnouncements(folder)} made.` : `Without ${VOICE_PACKAGE} callers hear music alone.`);
console.log(`Trunk: SIP over UDP on ${values.address}:${lines.data.ports.trunk}; calls out go to ${values.gateway}.`);
console.log(`Give the room AMALIYAT_LINES=${folder}, and start the lines with: npm run lines:start`);

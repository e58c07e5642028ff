import { spawnSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_PORTS, hasTls, linesFile, missingPackages, TLS_PACKAGE } from "../settings.ts";
import { hasVoice, speakAnnouncements, VOICE_PACKAGE } from "./voice.ts";
import { writeEdge } from "./write-edge.ts";

// npm run lines:setup -- [folder] [--address A] [--address6 A] [--gateway HOST:PORT] [--from A,B] [--realm NAME] [--emergency 17,…]
//   [--sound said|learned] [--ports trunk=N,consoles=N,…]
//   [--trunk udp,tcp,tls] [--out udp|tcp|tls] [--certificate FILE --key FILE [--authority FILE]]
//
// Installs what is missing, and writes what edge and media server read. Run again, it keeps the secret.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    address: { type: "string", default: "127.0.0.1" },
    address6: { type: "string", default: "" },
    gateway: { type: "string", default: "127.0.0.1:5070" },
    from: { type: "string", default: "" },
    realm: { type: "string", default: "room.amaliyat" },
    emergency: { type: "string", default: "17" },
    sound: { type: "string", default: "said" },
    ports: { type: "string", default: "" },
    trunk: { type: "string", default: "udp" },
    out: { type: "string", default: "" },
    certificate: { type: "string", default: "" },
    key: { type: "string", default: "" },
    authority: { type: "string", default: "" },
  },
});
const folder = resolve(positionals[0] ?? process.env["AMALIYAT_LINES"] ?? join(process.env["AMALIYAT_DATA"] ?? ".data", "lines"));

function end(message: string): never {
  console.error(message);
  process.exit(1);
}

/** The files of TLS, checked before the edge is: it would not start, and say so in its log alone. */
function tlsFiles(): { certificate: string; key: string; authority: string | null } | null {
  if (values.certificate === "" && values.key === "" && values.authority === "") return null;
  const [certificate, key] = [resolve(values.certificate), resolve(values.key)];
  const authority = values.authority === "" ? null : resolve(values.authority);
  try {
    const own = new X509Certificate(readFileSync(certificate));
    if (!own.checkPrivateKey(createPrivateKey(readFileSync(key)))) end(`${key} is not the key of ${certificate}`);
    if (Date.parse(own.validTo) < Date.now()) end(`${certificate} is out of date since ${own.validTo}`);
    if (authority !== null) new X509Certificate(readFileSync(authority));
  } catch (cause) {
    end(`The files of TLS cannot be read: ${cause instanceof Error ? cause.message : "unknown"}`);
  }
  return { certificate, key, authority };
}

const tls = tlsFiles();
function install(): void {
  const missing = [...missingPackages(), ...(tls !== null && !hasTls() ? [TLS_PACKAGE] : []), ...(hasVoice() ? [] : [VOICE_PACKAGE])];
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
  address6: values.address6 === "" ? null : values.address6,
  gateway: values.gateway,
  from: values.from === "" ? [] : values.from.split(","),
  emergency: values.emergency.split(","),
  sound: values.sound,
  trunk: values.trunk.split(","),
  out: values.out === "" ? values.trunk.split(",")[0] : values.out,
  tls,
  ports: { ...DEFAULT_PORTS, ...named(values.ports) },
});
if (!lines.success) end(lines.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
const kept = existsSync(join(folder, "secret"));
await writeEdge(folder, lines.data);
console.log(`Written to ${folder} (mode 0700), with ${kept ? "the secret that was there" : "a fresh secret"}.`);
console.log(hasVoice() ? `Announcements: ${await speakAnnouncements(folder)} made.` : `Without ${VOICE_PACKAGE} callers hear music alone.`);
const { trunk: ways, out, ports } = lines.data;
const taken = ways.map((way) => `${way.toUpperCase()} on port ${way === "tls" ? ports.secure : ports.trunk}`).join(", ");
console.log(
  `Trunk: SIP over ${taken} of ${[values.address, values.address6].filter((each) => each !== "").join(" and ")}; calls out go to ${values.gateway} by ${out.toUpperCase()}.`,
);
console.log(`Give the room AMALIYAT_LINES=${folder}, and start the lines with: npm run lines:start`);

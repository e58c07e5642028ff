import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { TLS_SUITES } from "../../platform/http/index.ts";
import { holdMusicWav } from "../media/play/hold-music.ts";
import { roomId } from "../credentials.ts";
import { readEdgeKey } from "./edge-key.ts";
import {
  hasTls,
  holdMusic,
  linesFile,
  modulesFolder,
  outFamily,
  recordingsFolder,
  TLS_PACKAGE,
  type LinesFile,
  type LinesInput,
} from "../settings.ts";

const template = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), "utf8");

/** Puts the values in. A name that is not known is a mistake of ours, and an address or realm never holds a quote: both are shapes. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/@([A-Z]+)@/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template asks for ${name}`);
    return value;
  });
}

const oneOf = (addresses: readonly string[]): string =>
  addresses.length === 0
    ? "(0)"
    : `(${addresses.map((each) => (each.includes(":") ? `compare_pure_ips("$si","${each}")` : `$si == "${each}"`)).join(" || ")})`;

/** Requests that begin something, a second, of one address of the operator: a hundred calls with room for what a trunk asks besides. */
const BURST = 300;

/** Our end of a way to the operator, as the edge names its sockets. */
const socketOf = ({ ports }: LinesFile, way: LinesFile["out"], address: string): string =>
  `${way}:${address.includes(":") ? `[${address}]` : address}:${way === "tls" ? ports.secure : ports.trunk}`;

/** The settings of the edge for TLS (RFC 3261 §26.3.1): 1.2 or later, with a certificate from a file. The operator's is checked where its authority is given. */
function tlsLines({ tls }: LinesFile): string {
  if (tls === null) return "";
  const set = (name: string, value: string | number): string =>
    `modparam("tls","${name}",${typeof value === "number" ? value : `"${value}"`})`;
  const checked =
    tls.authority === null ? [] : [set("ca_list", tls.authority), set("verify_certificate", 1), set("require_certificate", 1)];
  const own = [
    set("tls_method", "TLSv1.2+"),
    set("cipher_list", TLS_SUITES.ciphers),
    set("certificate", tls.certificate),
    set("private_key", tls.key),
  ];
  return ["enable_tls=yes", 'loadmodule "tls.so"', ...own, ...checked].join("\n");
}

/** The path of a socket that the system takes is no longer (bytes). */
const LONGEST_SOCKET = 100;

/** A way for the watch to ask the edge for its connections; a folder whose path is too long has none. */
const controlLines = (folder: string): string =>
  Buffer.byteLength(join(folder, "run", "ctl")) > LONGEST_SOCKET
    ? ""
    : `loadmodule "ctl.so"\nmodparam("ctl","binrpc","unix:${join(folder, "run", "ctl")}")\nmodparam("ctl","mode",0600)`;

const writePrivate = (file: string, text: string | Buffer): Promise<void> => writeFile(file, text, { mode: 0o600 });

/** The secret of a folder, made at the first time and kept from then on. */
async function secretOf(folder: string): Promise<string> {
  const kept = await readFile(join(folder, "secret"), "utf8").catch(() => "");
  if (/^[0-9a-f]{64}\s*$/.test(kept)) return kept.trim();
  const secret = randomBytes(32).toString("hex");
  await writePrivate(join(folder, "secret"), `${secret}\n`);
  return secret;
}

/**
 * Writes all that edge and media server read to `folder`, which is open to its owner alone: it holds the secret that makes consoles'
 * credentials. Written again it keeps the secret, and the key of the edge that runs.
 */
export async function writeEdge(folder: string, given: LinesInput): Promise<void> {
  const lines = linesFile.parse(given);
  const modules = modulesFolder();
  if (modules === null) throw new Error("Kamailio's modules are not installed");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  for (const each of [recordingsFolder(folder), join(folder, "run")]) await mkdir(each, { recursive: true, mode: 0o700 });
  const secret = await secretOf(folder);
  const { ports, address, address6, realm, gateway, from, emergency, sound, out } = lines;
  const own = address6 === null ? [address] : [address, address6];
  if (lines.tls !== null && !hasTls()) throw new Error(`TLS needs the package ${TLS_PACKAGE}, which is not installed`);
  const values = {
    FOLDER: folder,
    MODULES: modules,
    SECRET: secret,
    KEY: readEdgeKey(folder, secret),
    ROOMID: roomId(secret),
    ADDRESS: address,
    REALM: realm,
    GATEWAY: out === "udp" ? gateway : `${gateway};transport=${out}`,
    OUT: socketOf(lines, out, gateway.startsWith("[") && address6 !== null ? address6 : address),
    OUTBY: out,
    OUTFAMILY: outFamily(lines),
    LISTEN: lines.trunk.flatMap((way) => own.map((each) => `listen=${socketOf(lines, way, each)}`)).join("\n"),
    INTERFACES: own.join(";"),
    SIX: address6 === null ? "0" : "1",
    TLS: tlsLines(lines),
    CONTROL: controlLines(folder),
    SECURE: `${ports.secure}`,
    TRUSTED: oneOf(from),
    SOS: emergency[0] ?? "17",
    EMERGENCY: emergency.join("|"),
    LEARNING: sound === "said" ? "off" : "heuristic",
    BURST: `${BURST}`,
    CLOSED: from.length === 0 ? "0" : "1",
    TRUNK: `${ports.trunk}`,
    CONSOLES: `${ports.consoles}`,
    EDGE: `${ports.edge}`,
    ROOM: `${ports.room}`,
    EVENTS: `${ports.events}`,
    MEDIA: `${ports.media}`,
    DIGITS: `${ports.digits}`,
    THREADS: `${Math.max(2, availableParallelism())}`,
    PLAYERS: `${Math.max(1, availableParallelism() >> 1)}`,
    SOUNDFROM: `${ports.soundFrom}`,
    SOUNDTO: `${ports.soundTo}`,
  };
  const parts = await Promise.all(["kamailio.cfg", "saved.cfg", "describe.cfg"].map(template));
  await writePrivate(join(folder, "kamailio.cfg"), fill(parts.join("\n"), values));
  await writePrivate(join(folder, "rtpengine.conf"), fill(await template("rtpengine.conf"), values));
  const room = `1 sip:127.0.0.1:${ports.room};transport=tcp 0 10 socket=tcp:127.0.0.1:${ports.edge}\n`;
  await writePrivate(join(folder, "dispatcher.list"), room);
  await writePrivate(holdMusic(folder), holdMusicWav());
  await writePrivate(join(folder, "lines.json"), `${JSON.stringify(lines, null, 2)}\n`);
}

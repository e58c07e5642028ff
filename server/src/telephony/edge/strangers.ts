import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Log } from "../../platform/log.ts";
import type { LinesFile } from "../settings.ts";

const run = promisify(execFile);

/** A connection to the trunk, as the edge knows it. */
export type Connection = { readonly id: string; readonly address: string; readonly idleS: number };

/** So many connections strangers may hold, one address and all together; the edge has 2,048 for strangers, the operator and consoles. */
const [MOST_OF_ONE, MOST_OF_ALL] = [64, 512];
const LOOK_MS = 500;

/** The addresses of a network of IPv6 belong to one: its first 64 bits. */
function holderOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter((each) => each !== "");
  const rest = tail.split(":").filter((each) => each !== "");
  const whole = address.includes("::")
    ? [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"), ...rest]
    : groups;
  return whole
    .slice(0, 4)
    .map((each) => each.toLowerCase().replace(/^0+(?=.)/u, ""))
    .join(":");
}

/** The connections to close, by their ids: of each address what is over its part, then of all what is over theirs; the longest idle first. */
export function toClose(
  connections: readonly Connection[],
  trusted: readonly string[],
  [ofOne, ofAll] = [MOST_OF_ONE, MOST_OF_ALL],
): string[] {
  const strangers = connections.filter(({ address }) => !trusted.includes(address)).toSorted((a, b) => a.idleS - b.idleS);
  const held = new Map<string, number>();
  const [kept, closed]: [Connection[], Connection[]] = [[], []];
  for (const each of strangers) {
    const holder = holderOf(each.address);
    const count = (held.get(holder) ?? 0) + 1;
    held.set(holder, count);
    (count > ofOne ? closed : kept).push(each);
  }
  return [...closed, ...kept.slice(ofAll)].map(({ id }) => id);
}

/** The list of the edge, block by block: lines of `name: value`. */
const blocksOf = (text: string): ReadonlyMap<string, string>[] =>
  text
    .split("}")
    .map((block) => new Map(block.split("\n").map((line) => [line.split(":")[0]?.trim() ?? "", line.slice(line.indexOf(":") + 1).trim()])));

/** Reads the connections to the trunk's ports of what the edge lists. */
export function readConnections(text: string, ports: readonly number[]): Connection[] {
  return blocksOf(text).flatMap((block) => {
    const [id, address, port] = [block.get("id"), block.get("src_ip"), block.get("dst_port")];
    const idleS = Number(block.get("lifetime")) - Number(block.get("timeout"));
    return id === undefined || address === undefined || !ports.includes(Number(port)) ? [] : [{ id, address, idleS }];
  });
}

/** Number of open connections to these ports, read from the system first, since that costs the edge nothing. */
async function standing(ports: readonly number[]): Promise<number> {
  const ends = ports.map((port) => `:${port.toString(16).toUpperCase().padStart(4, "0")}`);
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "latin1").catch(() => "")));
  return tables
    .join("")
    .split("\n")
    .filter((line) => {
      const [, local = "", , state] = line.trim().split(/\s+/u);
      return state === "01" && ends.some((end) => local.endsWith(end));
    }).length;
}

type Watching = { readonly folder: string; readonly lines: LinesFile; readonly log: Log; readonly say: (text: string) => void };

/** The newest id in a list of the edge's connections, which it numbers one after the other. */
const newestIn = (text: string): number => Math.max(0, ...blocksOf(text).map((block) => Number(block.get("id") ?? 0)));

/** The list is asked for at least so often (ms), so that what came since is known by its ids. */
const LIST_EVERY_MS = 10_000;
/** A list is at most so long (connections): of a longer one `kamcmd` gives nothing. */
const MOST_IN_TABLE = 2_048;

/**
 * Closes connections of strangers to the trunk, idle ones first, if one address or all of them hold too many. The edge has one list of
 * connections, and a console must find a place in it. The operator's are kept, and consoles come by another port. If there are too many to
 * be listed, all that came since the last list are closed: a console among them links again.
 */
export function watchStrangers({ folder, lines, log, say }: Watching): Disposable {
  const ports = [...(lines.trunk.includes("tcp") ? [lines.ports.trunk] : []), ...(lines.trunk.includes("tls") ? [lines.ports.secure] : [])];
  let [newest, listedAt] = [0, -Infinity];
  const shut = (ids: readonly string[]): void => {
    log.warn({ event: "telephony.strangers", closed: ids.length }, "edge: connections of strangers closed");
    for (let at = 0; at < ids.length; at += 100) say(`shut ${ids.slice(at, at + 100).join(",")},`);
  };
  async function look(): Promise<void> {
    if (ports.length === 0) return;
    const isFull = (await standing(ports)) > MOST_OF_ONE;
    if (!isFull && performance.now() - listedAt < LIST_EVERY_MS) return;
    const asked = ["-s", `unix:${join(folder, "run", "ctl")}`, "core.tcp_list"];
    const listed = await run("/usr/sbin/kamcmd", asked, { maxBuffer: 16 * 1024 * 1024 }).catch((error: unknown) => {
      if (isFull && String(error).includes("too big")) return null;
      throw error;
    });
    if (listed === null) {
      // Ids between the last list and now may belong to connections that are gone: the next look goes on where this one ends.
      const from = newest + 1;
      newest += MOST_IN_TABLE;
      return shut(Array.from({ length: MOST_IN_TABLE }, (_none, nth) => `${from + nth}`));
    }
    [newest, listedAt] = [newestIn(listed.stdout), performance.now()];
    const ids = toClose(readConnections(listed.stdout, ports), lines.from);
    if (ids.length > 0) shut(ids);
  }
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log.debug({ err: error }, "edge: connections not read"))
      .finally(() => (looking = null));
  }, LOOK_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

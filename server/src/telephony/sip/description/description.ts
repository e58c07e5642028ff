import { isIPv4, isIPv6 } from "node:net";

/** A unicast address of a session description. A name instead of one is refused: nobody here looks names up. */
export type Address = { readonly family: "IP4" | "IP6"; readonly host: string };

/** One `a=` line: a name, and a value where the name has one. */
export type Attribute = { readonly name: string; readonly value: string | null };

/** One `m=` line with the lines that belong to it. */
export type Stream = {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  readonly connection: Address | null;
  readonly attributes: readonly Attribute[];
};

/** A session description as RFC 8866 §9 writes it. Lines that the room never uses are checked and left out. */
export type Description = {
  readonly origin: { readonly id: string; readonly version: string };
  readonly connection: Address | null;
  readonly attributes: readonly Attribute[];
  readonly streams: readonly Stream[];
};

/** Longest description (characters), most lines, longest line, most streams. A browser's has 60 lines and 3,000 characters. */
const [TEXT, LINES, LINE, STREAMS] = [16_384, 300, 1_000, 16];

/** The order of lines (RFC 8866 §5). `r` belongs to the `t` before it, so that both have one rank. */
const SESSION = ["v", "o", "s", "i", "u", "e", "p", "c", "b", "tr", "z", "k", "a"];
const MEDIA = ["m", "i", "c", "b", "k", "a"];
const ONCE = new Set(["v", "o", "s", "i", "u", "c", "z", "k", "m"]);

const TOKEN = /^[!#$%&'*+.\w^`{|}~-]{1,64}$/;
const ORIGIN = /^[^\s]{1,64} (\d{1,20}) (\d{1,20}) IN IP([46]) ([^\s]{1,255})$/;
const CONNECTION = /^IN IP([46]) ([\d.:A-Fa-f]{2,45})$/;
const STREAM = /^([!#-'*+\-.\w]{1,32}) (\d{1,5})(\/\d{1,5})? ([!#-'*+\-.\w/]{1,64}) ([^ ]{1,64}(?: [^ ]{1,64}){0,63})$/;
const ATTRIBUTE = /^([^:]{1,64})(?::(.*))?$/;
// oxlint-disable-next-line no-control-regex -- no line of a description has one (RFC 8866 §9, byte-string is narrower here)
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

type Line = { readonly type: string; readonly value: string };

/** Cuts a text into its lines; null where one is none. A line may end with LF alone (RFC 8866 §5). */
function cut(text: string): Line[] | null {
  if (text.length > TEXT || CONTROL.test(text)) return null;
  const lines = text.split(/\r?\n/);
  // In a multipart body the last line end belongs to the boundary (RFC 2046 §5.1.1).
  if (lines.at(-1) === "") lines.pop();
  if (lines.length > LINES) return null;
  const all = lines.map((line) => ({ type: line.slice(0, 1), value: line.slice(2), isLine: line[1] === "=" && !line.includes("\r") }));
  return all.every(({ isLine, value }) => isLine && value.length <= LINE) ? all : null;
}

/** True where the lines of one section stand in their order, those that may stand once no more often. */
function inOrder(lines: readonly Line[], order: readonly string[]): boolean {
  let last = 0;
  const seen = new Set<string>();
  for (const { type } of lines) {
    const rank = order.findIndex((types) => types.includes(type));
    if (type === "" || rank < last || (seen.has(type) && ONCE.has(type))) return false;
    last = rank;
    seen.add(type);
  }
  return true;
}

/** An address, written as numbers; null where it is none of its family, or a group of receivers (multicast). */
export function readAddress(family: string, host: string): Address | null {
  if (family === "4") return isIPv4(host) && Number(host.split(".")[0]) < 224 ? { family: "IP4", host } : null;
  return isIPv6(host) && !/%|^ff/i.test(host) ? { family: "IP6", host } : null;
}

const valuesOf = (lines: readonly Line[], type: string): string[] => lines.filter((line) => line.type === type).map(({ value }) => value);

/** The `c=` line of a section: undefined where it cannot be read, null where there is none. */
function connectionOf(lines: readonly Line[]): Address | null | undefined {
  const [value] = valuesOf(lines, "c");
  if (value === undefined) return null;
  const [, family = "", host = ""] = CONNECTION.exec(value) ?? [];
  return readAddress(family, host) ?? undefined;
}

function attributesOf(lines: readonly Line[]): Attribute[] | null {
  const all = valuesOf(lines, "a").map((value) => {
    const [, name = "", said] = ATTRIBUTE.exec(value) ?? [];
    return { name, value: said ?? null };
  });
  return all.every(({ name, value }) => TOKEN.test(name) && value !== "") ? all : null;
}

function streamOf(lines: readonly Line[]): Stream | null {
  const found = STREAM.exec(lines[0]?.value ?? "");
  const [connection, attributes] = [connectionOf(lines), attributesOf(lines)];
  if (found === null || connection === undefined || attributes === null || !inOrder(lines, MEDIA)) return null;
  const [, kind = "", port = "", count, protocol = "", formats = ""] = found;
  if (Number(port) > 65_535 || (count !== undefined && count !== "/1")) return null;
  const all = formats.split(" ");
  return all.every((each) => TOKEN.test(each)) ? { kind, port: Number(port), protocol, formats: all, connection, attributes } : null;
}

/**
 * Reads a session description by RFC 8866 §9: null if one line stands out of order, is missing or is none. Two forms outside the standard
 * are accepted: an empty `s=`, since some trunks send it and nothing is done with it, and LF as the end of a line.
 */
export function readDescription(text: string): Description | null {
  const lines = cut(text);
  if (lines === null) return null;
  const sections: Line[][] = [[]];
  for (const line of lines) {
    if (line.type === "m") sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  const [session = [], ...rest] = sections;
  const has = (type: string): boolean => session.some((line) => line.type === type);
  if (!inOrder(session, SESSION) || !["v", "o", "s", "t"].every(has) || rest.length > STREAMS) return null;
  const origin = ORIGIN.exec(valuesOf(session, "o")[0] ?? "");
  const [connection, attributes] = [connectionOf(session), attributesOf(session)];
  const times = valuesOf(session, "t").every((value) => /^\d{1,20} \d{1,20}$/.test(value));
  if (valuesOf(session, "v")[0] !== "0" || origin === null || !times || connection === undefined || attributes === null) return null;
  const streams = rest.map(streamOf);
  const [, id = "", version = ""] = origin;
  return streams.every((each) => each !== null) ? { origin: { id, version }, connection, attributes, streams } : null;
}

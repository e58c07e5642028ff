import { readAddress, type Address, type Attribute, type Description, type Stream } from "./description.ts";

/** Direction of sound, from the side that states it (RFC 8866 §6.7). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** Protection of a stream: none, keys in the description (RFC 4568), or DTLS (RFC 5763). */
export type Guard = "none" | "sdes" | "dtls";

const GUARDS: Readonly<Record<string, Guard>> = {
  "RTP/AVP": "none",
  "RTP/AVPF": "none",
  "RTP/SAVP": "sdes",
  "RTP/SAVPF": "sdes",
  "UDP/TLS/RTP/SAVP": "dtls",
  "UDP/TLS/RTP/SAVPF": "dtls",
};

/** Protection of sound by the protocol of an `m=` line; null for a protocol that we do not take. */
export const guardOf = (protocol: string): Guard | null => GUARDS[protocol] ?? null;

/** The stream that the room takes, each value read by its own grammar. */
export type Sound = {
  readonly guard: Guard;
  readonly port: number;
  readonly protocol: string;
  readonly address: Address;
  /** Payload types of the codec, and of keys that come as events (RFC 4733). */
  readonly codec: string;
  readonly events: string | null;
  readonly direction: Direction;
  /** The lines of ours that say the rest. */
  readonly lines: readonly string[];
};

/**
 * The codecs that the room takes, the first that a stream offers, each with its fixed payload type, or null for a free one (RFC 3551 §6).
 * The media server transcodes all except G.711 by its fixed type for consoles, who have that alone.
 */
const CODECS: readonly { readonly type: string | null; readonly map: string }[] = [
  { type: "8", map: "PCMA/8000" },
  { type: "0", map: "PCMU/8000" },
  { type: null, map: "PCMA/8000" },
  { type: null, map: "PCMU/8000" },
  { type: "9", map: "G722/8000" },
  { type: null, map: "G722/8000" },
  { type: null, map: "opus/48000/2" },
  { type: "18", map: "G729/8000" },
  { type: null, map: "G729/8000" },
];

export type Family = Address["family"];

type Said = (name: string) => string[];
const saidIn =
  (attributes: readonly Attribute[]): Said =>
  (name) =>
    attributes.filter((each) => each.name.toLowerCase() === name).map(({ value }) => value ?? "");

const UFRAG = /^[A-Za-z\d+/]{4,256}$/;
const PASSWORD = /^[A-Za-z\d+/]{22,256}$/;
const MID = /^[\w.-]{1,32}$/;
const RTCP = /^(\d{1,5})(?: IN IP([46]) ([\d.:A-Fa-f]{2,45}))?$/;
const RTPMAP = /^(\d{1,3}) ([\w.-]{1,32}\/\d{1,6}(?:\/\d)?)$/;
const EVENTS = /^\d{1,3}(?:-\d{1,3})?(?:,\d{1,3}(?:-\d{1,3})?){0,15}$/;
const CANDIDATE =
  /^([A-Za-z\d+/]{1,32}) ([1-9]\d{0,2}) ([A-Za-z\d-]{1,16}) (\d{1,10}) ([\w.:-]{1,253}) (\d{1,5}) typ (host|srflx|prflx|relay)(?: raddr ([\w.:-]{1,253}) rport (\d{1,5}))?((?: [!-~]{1,300} [!-~]{1,300}){0,16})$/;

/** Bytes of a fingerprint by its hash (RFC 8122 §5). */
const HASHES: Readonly<Record<string, number>> = { "sha-1": 20, "sha-224": 28, "sha-256": 32, "sha-384": 48, "sha-512": 64 };
const FINGERPRINT = /^(sha-\d{1,3}) ([\dA-F]{2}(?::[\dA-F]{2}){19,63})$/i;

/** Bytes of key and salt by the suite (RFC 4568 §6.2, RFC 6188 §4, RFC 7714 §14.2). */
const SUITES: Readonly<Record<string, number>> = {
  AES_CM_128_HMAC_SHA1_80: 30,
  AES_CM_128_HMAC_SHA1_32: 30,
  AES_192_CM_HMAC_SHA1_80: 38,
  AES_192_CM_HMAC_SHA1_32: 38,
  AES_256_CM_HMAC_SHA1_80: 46,
  AES_256_CM_HMAC_SHA1_32: 46,
  AEAD_AES_128_GCM: 28,
  AEAD_AES_256_GCM: 44,
};
const CRYPTO = /^(\d{1,9}) (\w{1,64}) inline:([A-Za-z\d+/]{16,64}={0,2})((?:\|[\d^:]{1,24}){0,2})((?: [!-~]{1,100}){0,8})$/;

const DIRECTIONS: readonly string[] = ["sendrecv", "sendonly", "recvonly", "inactive"] satisfies Direction[];

/** The lines of one attribute: null where one of them cannot be read. */
type Lines = readonly string[] | null;
const one = (value: string | undefined, line: (value: string) => Lines): Lines => (value === undefined ? [] : line(value));
const matching = (values: readonly string[], pattern: RegExp, line: (value: string) => string): Lines =>
  values.every((each) => pattern.test(each)) ? values.slice(0, 1).map(line) : null;

/** Reads `candidate`: those that are no UDP or name no IPv4 address are left out, since the media server has no other. */
function candidateLine(value: string): Lines {
  const found = CANDIDATE.exec(value);
  if (found === null) return null;
  const [, foundation = "", component = "", transport = "", priority = "", host = "", port = "", kind = "", from, fromPort] = found;
  if (Number(port) > 65_535 || Number(fromPort ?? 0) > 65_535 || Number(component) > 256 || Number(priority) > 2 ** 32 - 1) return null;
  if (transport.toLowerCase() !== "udp" || readAddress("4", host) === null) return [];
  const related = from !== undefined && readAddress("4", from) !== null ? ` raddr ${from} rport ${fromPort ?? "0"}` : "";
  return [`a=candidate:${foundation} ${component} udp ${priority} ${host} ${port} typ ${kind}${related}`];
}

function fingerprintLine(value: string): Lines {
  const [, hash = "", bytes = ""] = FINGERPRINT.exec(value) ?? [];
  if (HASHES[hash.toLowerCase()] !== bytes.split(":").length) return null;
  return [`a=fingerprint:${hash.toLowerCase()} ${bytes.toUpperCase()}`];
}

/** Reads `crypto`: a suite that is not known, or one with parameters of its own, is left out (RFC 4568 §6.3.1, §5.1.2). */
function cryptoLine(value: string): Lines {
  const found = CRYPTO.exec(value);
  if (found === null) return null;
  const [, tag = "", suite = "", key = "", more = "", parameters = ""] = found;
  const bytes = SUITES[suite];
  if (bytes === undefined || parameters !== "") return [];
  const isWhole = Buffer.from(key, "base64").length === bytes && key.replaceAll("=", "").length === Math.ceil((bytes * 4) / 3);
  const parts = more.split("|").slice(1);
  const isKnown = parts.every((part) => /^(?:\d{1,15}|2\^\d{1,2}|\d{1,10}:\d{1,3})$/.test(part));
  return isWhole && isKnown ? [`a=crypto:${tag} ${suite} inline:${key}${more}`] : null;
}

function rtcpLine(value: string): Lines {
  const [, port, family, host = ""] = RTCP.exec(value) ?? [];
  if (port === undefined || Number(port) > 65_535) return null;
  if (family === undefined) return [`a=rtcp:${port}`];
  const address = readAddress(family, host);
  return address === null ? null : [`a=rtcp:${port} IN ${address.family} ${address.host}`];
}

const ptimeLine = (value: string): Lines => (/^\d{1,3}$/.test(value) && Number(value) > 0 ? [`a=ptime:${Number(value)}`] : null);
const setupLine = (value: string): Lines => (/^(?:active|passive|actpass|holdconn)$/.test(value) ? [`a=setup:${value}`] : null);

/** Reads what guards the sound: keys for SDES, fingerprint for DTLS; null where it cannot be read or there is none that is needed. */
function guardLines(guard: Guard, stream: Said, session: Said): Lines {
  const either = (name: string): string[] => (stream(name).length > 0 ? stream(name) : session(name));
  if (guard === "none") return [];
  const all = guard === "sdes" ? stream("crypto").map(cryptoLine) : either("fingerprint").map(fingerprintLine);
  if (all.includes(null)) return null;
  const lines = all.flatMap((each) => each ?? []);
  if (lines.length === 0 || lines.length > 8) return null;
  const setup = guard === "dtls" ? one(either("setup")[0], setupLine) : [];
  return setup === null ? null : [...lines, ...setup];
}

/** ICE, which goes with DTLS alone: a trunk that offers it otherwise is answered without it. */
function iceLines(guard: Guard, stream: Said, session: Said): Lines {
  if (guard !== "dtls") return [];
  const either = (name: string): string[] => (stream(name).length > 0 ? stream(name) : session(name));
  const candidates = stream("candidate").slice(0, 64).map(candidateLine);
  const all = [
    matching(either("ice-ufrag"), UFRAG, (value) => `a=ice-ufrag:${value}`),
    matching(either("ice-pwd"), PASSWORD, (value) => `a=ice-pwd:${value}`),
    ...candidates,
  ];
  return all.includes(null) ? null : all.flatMap((each) => each ?? []);
}

/** The payload types that the stream maps: a second map of one type is none. */
function mapsOf(stream: Said): ReadonlyMap<string, string> | null {
  const maps = new Map<string, string>();
  for (const value of stream("rtpmap")) {
    const [, type = "", map = ""] = RTPMAP.exec(value) ?? [];
    if (map === "" || Number(type) > 127 || maps.has(type)) return null;
    maps.set(type, map.toLowerCase());
  }
  return maps;
}

/** Types that may be given to any codec: those that are dynamic, and those that are unassigned and no packet of RTCP (RFC 3551 §6, RFC 5761 §4). */
const isFree = (type: string): boolean => (Number(type) >= 96 && Number(type) <= 127) || (Number(type) >= 35 && Number(type) <= 63);

/** The first of our codecs that a stream offers: a type that is fixed needs no map, and may have no other. */
function codecOf(formats: readonly string[], maps: ReadonlyMap<string, string>): { type: string; map: string } | null {
  for (const { type: fixed, map } of CODECS) {
    const is = (type: string): boolean => (maps.get(type) ?? (type === fixed ? map.toLowerCase() : "")) === map.toLowerCase();
    const type = formats.find((each) => (fixed === null ? isFree(each) : each === fixed) && is(each));
    if (type !== undefined) return { type, map };
  }
  return null;
}

/** The keys that come as events (RFC 4733 §2.4.1), with the numbers of those that are sent. */
function eventLines(type: string, stream: Said): string[] {
  const said =
    stream("fmtp")
      .find((value) => value.startsWith(`${type} `))
      ?.slice(type.length + 1) ?? "";
  return [`a=rtpmap:${type} telephone-event/8000`, `a=fmtp:${type} ${EVENTS.test(said) ? said : "0-15"}`];
}

/** Reads one stream: null where it is no sound that the room could hear, or where one of the values that are used cannot be read. */
export function readSound(description: Description, stream: Stream, families: readonly Family[]): Sound | null {
  const [said, session] = [saidIn(stream.attributes), saidIn(description.attributes)];
  const [guard, maps, address] = [guardOf(stream.protocol), mapsOf(said), stream.connection ?? description.connection];
  if (stream.kind !== "audio" || stream.port === 0 || guard === null || maps === null) return null;
  if (address === null || !families.includes(address.family)) return null;
  const codec = codecOf(stream.formats, maps);
  const events = stream.formats.find((type) => maps.get(type) === "telephone-event/8000" || maps.get(type) === "telephone-event/8000/1");
  if (codec === null) return null;
  const flag = stream.attributes.concat(description.attributes).find(({ name, value }) => value === null && DIRECTIONS.includes(name));
  const direction = (flag?.name ?? "sendrecv") as Direction;
  const all = [
    one(said("rtcp")[0], rtcpLine),
    said("rtcp-mux").length > 0 ? ["a=rtcp-mux"] : [],
    one(said("ptime")[0], ptimeLine),
    matching(said("mid"), MID, (value) => `a=mid:${value}`),
    guardLines(guard, said, session),
    iceLines(guard, said, session),
  ];
  if (all.includes(null)) return null;
  const formats = [`a=rtpmap:${codec.type} ${codec.map}`, ...(events === undefined ? [] : eventLines(events, said))];
  const lines = [...formats, ...all.flatMap((each) => each ?? [])];
  const { port, protocol } = stream;
  return { guard, port, protocol, address, codec: codec.type, events: events ?? null, direction, lines };
}

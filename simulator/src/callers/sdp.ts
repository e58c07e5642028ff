import { lawOf, type Law } from "./g711.ts";

export type Direction = "sendrecv" | "sendonly";

/** The text of a call beside its sound: the lines that describe it, and whether there is no sound. */
export type Written = { readonly lines: readonly string[]; readonly alone: boolean };

/** The description of a telephone's sound: one stream of G.711 by one law, and keys, where they are sent as events; and of its text. */
export const sdpOf = (
  port: number,
  version: number,
  direction: Direction,
  { codec, type }: { readonly codec: string; readonly type: number },
  {
    events = true,
    host = "127.0.0.1",
    written = null,
  }: { readonly events?: boolean; readonly host?: string; readonly written?: Written | null } = {},
): string =>
  [
    "v=0",
    `o=- 1 ${version} IN ${host.includes(":") ? "IP6" : "IP4"} ${host}`,
    "s=-",
    `c=IN ${host.includes(":") ? "IP6" : "IP4"} ${host}`,
    "t=0 0",
    ...(written?.alone === true ? [] : soundLines(port, direction, codec, type, events)),
    ...(written?.lines ?? []),
    "",
  ].join("\r\n");

const soundLines = (port: number, direction: Direction, codec: string, type: number, events: boolean): string[] => [
  `m=audio ${port} RTP/AVP ${type}${events ? " 101" : ""}`,
  `a=rtpmap:${type} ${codec}/8000`,
  ...(events ? ["a=rtpmap:101 telephone-event/8000"] : []),
  `a=${direction}`,
];

/** Destination of sound. */
export function addressOf(sdp: string): { host: string; port: number } | null {
  const host = /^c=IN IP[46] (\S+)/m.exec(sdp)?.[1];
  const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1]);
  return host === undefined || !port ? null : { host, port };
}

/** The first law of G.711 that a description names; null where it names none. */
export function lawIn(sdp: string): Law | null {
  const types = /^m=audio \d+(?:\/\d+)? \S+ (.*)$/m.exec(sdp)?.[1]?.trim().split(/\s+/) ?? [];
  return types.map((type) => lawOf(Number(type))).find((law) => law !== null) ?? null;
}

/** Our sound as the answer to an offer: each stream that is not it is refused, in its place (RFC 3264 §6). */
export function answerTo(offer: string, ours: string): string {
  const [session = "", own = ""] = ours.split(/^(?=m=)/m);
  const offered = offer.split(/^(?=m=)/m).slice(1);
  const taken = offered.findIndex((stream) => stream.startsWith("m=audio "));
  const refused = (stream: string): string => stream.replace(/^(m=\S+) \d+([^\r\n]*)[^]*$/, "$1 0$2\r\n");
  return session + (offered.length < 2 ? own : offered.map((stream, index) => (index === taken ? own : refused(stream))).join(""));
}

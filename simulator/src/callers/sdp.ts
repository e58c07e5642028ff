import { lawOf, PAYLOAD, type Law } from "./g711.ts";

export type Direction = "sendrecv" | "sendonly";

/** What a telephone says of its sound: one stream of G.711 by one law, and keys, where they are sent as events. */
export const sdpOf = (port: number, version: number, direction: Direction, law: Law, events = true, host = "127.0.0.1"): string =>
  [
    "v=0",
    `o=- 1 ${version} IN ${host.includes(":") ? "IP6" : "IP4"} ${host}`,
    "s=-",
    `c=IN ${host.includes(":") ? "IP6" : "IP4"} ${host}`,
    "t=0 0",
    `m=audio ${port} RTP/AVP ${PAYLOAD[law]}${events ? " 101" : ""}`,
    `a=rtpmap:${PAYLOAD[law]} ${law === "a" ? "PCMA" : "PCMU"}/8000`,
    ...(events ? ["a=rtpmap:101 telephone-event/8000"] : []),
    `a=${direction}`,
    "",
  ].join("\r\n");

/** Where sound is to go. */
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

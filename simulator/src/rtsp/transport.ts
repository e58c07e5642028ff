/** Transport of packets chosen by a client (RFC 2326 §12.39). */
export type Transport =
  | { readonly kind: "tcp"; readonly channel: number }
  | { readonly kind: "udp"; readonly rtpPort: number; readonly rtcpPort: number };

/** The first transport in the header that we serve, or null. A TCP request without channels gets `freeChannel`. */
export function readTransport(header: string, freeChannel: number): Transport | null {
  for (const offer of header.split(",")) {
    const fields = offer.split(";").map((field) => field.trim());
    const profile = (fields[0] ?? "").toUpperCase();
    if (fields.some((field) => field.toLowerCase() === "multicast")) continue;
    if (profile === "RTP/AVP/TCP") {
      const channel = readPair(fields, "interleaved")?.[0] ?? freeChannel;
      if (channel <= 254) return { kind: "tcp", channel };
    }
    if (profile === "RTP/AVP" || profile === "RTP/AVP/UDP") {
      const ports = readPair(fields, "client_port");
      if (ports !== null && ports[0] > 0 && ports[1] <= 65_535) return { kind: "udp", rtpPort: ports[0], rtcpPort: ports[1] };
    }
  }
  return null;
}

function readPair(fields: readonly string[], name: string): [number, number] | null {
  const match = fields.map((field) => new RegExp(`^${name}=(\\d+)(?:-(\\d+))?$`, "i").exec(field)).find((found) => found !== null);
  if (match === undefined || match === null) return null;
  const first = Number(match[1]);
  return [first, match[2] === undefined ? first + 1 : Number(match[2])];
}

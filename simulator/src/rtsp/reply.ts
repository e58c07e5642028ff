import type { Description, Manners } from "./quirks/manners.ts";
import type { ParameterSets } from "../h264/media.ts";

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  454: "Session Not Found",
  455: "Method Not Valid in This State",
  461: "Unsupported Transport",
  503: "Service Unavailable",
};

/** A status code with headers and perhaps a body (RFC 2326 §7). */
export type Reply = {
  readonly code: number;
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** The bytes of a reply to the request numbered `cseq`. */
export function writeReply(reply: Reply, cseq: string, at: number, manners: Manners = {}): string {
  const body = reply.body ?? "";
  const isLengthSaid = body !== "" && manners.lengthOff !== null;
  const headers = {
    ...(manners.hasNoCseq === true ? {} : { CSeq: cseq }),
    Server: "Amaliyat simulator",
    Date: new Date(at).toUTCString(),
    ...reply.headers,
    ...(isLengthSaid ? { "Content-Length": String(Buffer.byteLength(body) + (manners.lengthOff ?? 0)) } : {}),
  };
  const nameOf = (name: string): string => (manners.areNamesLower === true ? name.toLowerCase() : name);
  const first = `${manners.version ?? "RTSP/1.0"} ${reply.code} ${reply.reason ?? REASONS[reply.code] ?? "Error"}`;
  const lines = [first, ...Object.entries(headers).map(([name, value]) => `${nameOf(name)}: ${value}`), "", ""];
  return lines.join(manners.lineEnd ?? "\r\n") + body;
}

/** The session description of a camera with one H.264 stream (RFC 8866, RFC 6184 §8.2). */
export function describe(sets: ParameterSets, framesPerSecond: number, quirks: Description = {}): string {
  const level = sets.sps.subarray(1, 4).toString("hex").toUpperCase();
  const base64 = quirks.sets ?? `${sets.sps.toString("base64")},${sets.pps.toString("base64")}`;
  if (quirks.text !== undefined) return quirks.text.replaceAll("{sets}", base64);
  const { payloadType = 96, clockRate = 90_000, packetizationMode = 1, control = "trackID=0", sessionControl = "*" } = quirks;
  const sprop = quirks.withoutSets === true ? "" : `;sprop-parameter-sets=${base64}`;
  return [
    "v=0",
    "o=- 0 0 IN IP4 0.0.0.0",
    "s=camera",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    "a=range:npt=0-",
    ...(sessionControl === null ? [] : [`a=control:${sessionControl}`]),
    ...(quirks.before ?? []),
    `m=video 0 RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} H264/${clockRate}`,
    `a=fmtp:${payloadType} packetization-mode=${packetizationMode};profile-level-id=${level}${sprop}`,
    `a=framerate:${Number(framesPerSecond.toFixed(3))}`,
    ...(control === null ? [] : [`a=control:${control}`]),
    ...(quirks.after ?? []),
    "",
  ].join("\r\n");
}

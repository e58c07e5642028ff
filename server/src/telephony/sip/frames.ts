import { BODY_BYTES, HEADER_BYTES } from "./limits.ts";

/** Content of a piece of a connection: whole messages, the bytes of the next one, and the failure after which nothing can be parsed. */
export type Frames = {
  readonly messages: readonly string[];
  /** Pings of RFC 5626 §3.5.1 (CRLF CRLF between messages), each to be answered with one CRLF. */
  readonly pings: number;
  readonly rest: Buffer;
  readonly failure: "header_too_long" | "body_too_long" | "content_length" | null;
};

const CR = 0x0d;
const LF = 0x0a;
const OF_VEHICLE = /^content-type[ \t]*:[ \t]*application\/emergencycalldata\.ecall\.msd/im;

/** The one Content-Length of a header, 0 where there is none (RFC 3261 §18.3 asks for it on TCP); null where it is no number or two. */
function bodyLength(head: string): number | null {
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, " ");
  const said = new Set([...unfolded.matchAll(/^(?:content-length|l)[ \t]*:(.*)$/gim)].map(([, value]) => (value ?? "").trim()));
  if (said.size > 1) return null;
  const [value = "0"] = said;
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/**
 * Cuts the bytes of one TCP connection into SIP messages (RFC 3261 §18.3). Pure: what is left in `rest` is to be put before the next
 * bytes. Bodies are read as UTF-8, in which a byte
 * that is none becomes U+FFFD, but for those that hold a vehicle's data.
 */
export function cutFrames(bytes: Buffer): Frames {
  const messages: string[] = [];
  let pings = 0;
  let at = 0;
  const done = (failure: Frames["failure"]): Frames => ({ messages, pings, rest: bytes.subarray(at), failure });
  for (;;) {
    const start = at;
    while (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
    pings += Math.floor((at - start) / 4);
    const end = bytes.indexOf("\r\n\r\n", at);
    if ((end < 0 ? bytes.length : end) - at > HEADER_BYTES) return done("header_too_long");
    if (end < 0) return done(null);
    const length = bodyLength(bytes.toString("latin1", at, end));
    if (length === null) return done("content_length");
    if (length > BODY_BYTES) return done("body_too_long");
    if (bytes.length < end + 4 + length) return done(null);
    // A vehicle's data are bytes and no text: each stays one sign (RFC 8147 §6).
    const isOfVehicle = length > 0 && OF_VEHICLE.test(bytes.toString("latin1", at, end + 4 + length));
    messages.push(bytes.toString(isOfVehicle ? "latin1" : "utf8", at, end + 4 + length));
    at = end + 4 + length;
  }
}

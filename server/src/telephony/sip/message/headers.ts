import { fieldOf, fieldsOf, type Body, type Header, type SipMessage } from "@amaliyat/domain/sip";
import { readBody, type BodyParts } from "./body.ts";

/** Reads the header of a message by its lower-case name, each occurrence one. */
export const headersOf =
  (message: SipMessage) =>
  (name: string): string[] =>
    fieldsOf(message, name);

export const bodyOf = (message: SipMessage): BodyParts =>
  readBody(fieldOf(message, "content-type") ?? (message.body === "" ? "" : "application/sdp"), message.body);

export const sdpBody = (content: string): Body => ({ contentType: "application/sdp", content });

/** Reads `name: value` lines of ours. */
export const linesOf = (lines: readonly string[]): Header[] =>
  lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]);

/** Extensions that a caller may demand: we send no provisional answer that would need PRACK, and know session timers. */
const KNOWN = new Set(["timer", "100rel"]);

/** Extensions that a request requires and we do not support (RFC 3261 §8.2.2.3). */
export const unknownDemands = (message: SipMessage): string[] =>
  fieldsOf(message, "require")
    .flatMap((each) => each.split(","))
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== "" && !KNOWN.has(each));

export const allows = (message: SipMessage, method: string): boolean =>
  fieldsOf(message, "allow").some((each) => each.split(",").some((one) => one.trim().toUpperCase() === method));

import type { IncomingMessage } from "./core.ts";
import { readBody, type BodyParts } from "./body.ts";

/** Reads the header of a message by its lower-case name, each occurrence one. */
export const headersOf =
  (message: IncomingMessage) =>
  (name: string): string[] =>
    message.getHeaders(name);

export const bodyOf = (message: IncomingMessage): BodyParts =>
  readBody(message.getHeader("content-type") ?? (message.body === "" ? "" : "application/sdp"), message.body);

export const sdpBody = (content: string) => ({ contentDisposition: "session", contentType: "application/sdp", content });

/** Extensions that a caller may demand: we send no provisional answer that would need PRACK, and know session timers. */
const KNOWN = new Set(["timer", "100rel"]);

/** Extensions that a request requires and we do not support (RFC 3261 §8.2.2.3). */
export const unknownDemands = (message: IncomingMessage): string[] =>
  message
    .getHeaders("require")
    .flatMap((each) => each.split(","))
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== "" && !KNOWN.has(each));

export const allows = (message: IncomingMessage, method: string): boolean =>
  message.getHeaders("allow").some((each) => each.split(",").some((one) => one.trim().toUpperCase() === method));

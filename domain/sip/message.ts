import { ok, refuse, type Result } from "../kernel/index.ts";
import { isToken, readUri } from "./address.ts";

/** One header line: its long name in lower case, and its value. */
export type Header = readonly [name: string, value: string];

type Content = {
  /** Lines in the order in which they stand, without Content-Length, which follows from the body. */
  readonly headers: readonly Header[];
  readonly body: string;
};
export type SipRequest = Content & { readonly kind: "request"; readonly method: string; readonly uri: string };
export type SipResponse = Content & { readonly kind: "response"; readonly status: number; readonly reason: string };
/** A SIP message (RFC 3261 §7). */
export type SipMessage = SipRequest | SipResponse;

/** Short names of headers (RFC 3261 §7.3.3, and those of the RFCs that defined the others). */
const LONG: ReadonlyMap<string, string> = new Map([
  ["a", "accept-contact"],
  ["b", "referred-by"],
  ["c", "content-type"],
  ["e", "content-encoding"],
  ["f", "from"],
  ["i", "call-id"],
  ["k", "supported"],
  ["l", "content-length"],
  ["m", "contact"],
  ["o", "event"],
  ["r", "refer-to"],
  ["s", "subject"],
  ["t", "to"],
  ["u", "allow-events"],
  ["v", "via"],
  ["x", "session-expires"],
]);
/** Names that are not written with each word capitalised. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ["call-id", "Call-ID"],
  ["cseq", "CSeq"],
  ["min-se", "Min-SE"],
  ["rack", "RAck"],
  ["rseq", "RSeq"],
  ["www-authenticate", "WWW-Authenticate"],
]);

/** Signs that end a line for some readers: none may go on within a value. */
const BREAKS = /[\r\n\0]/;
const ALL_BREAKS = /[\r\n\0]/g;
const FOLDED = /\r\n[ \t]+/g;

function readHeader(line: string): Header | null {
  const colon = line.indexOf(":");
  const said = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
  if (!isToken(said)) return null;
  const value = line.slice(colon + 1);
  return [LONG.get(said) ?? said, (BREAKS.test(value) ? value.replaceAll(ALL_BREAKS, " ") : value).trim()];
}

/** Reads the lines of a header. One that is no header is left out: nothing that is needed stands in it. */
function readHeaders(lines: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (const line of lines) {
    const header = readHeader(line);
    if (header !== null && header[0] !== "content-length") headers.push(header);
  }
  return headers;
}

const STATUS = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;

/** Reads a message that was cut out of its connection; its body is all that stands after the empty line. */
export function readMessage(text: string): Result<SipMessage, "start_line" | "header"> {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return refuse("header");
  const head = text.slice(0, end);
  const [start = "", ...lines] = (head.includes("\r\n ") || head.includes("\r\n\t") ? head.replaceAll(FOLDED, " ") : head).split("\r\n");
  const body = text.slice(end + 4);
  const [, status, reason = ""] = STATUS.exec(start) ?? [];
  if (status !== undefined)
    return ok({
      kind: "response",
      status: Number(status),
      reason: reason.replaceAll(ALL_BREAKS, " ").trim(),
      headers: readHeaders(lines),
      body,
    });
  const [method = "", uri = "", version = "", ...more] = start.split(" ");
  if (more.length > 0 || version.toUpperCase() !== "SIP/2.0" || !isToken(method) || readUri(uri) === null) return refuse("start_line");
  return ok({ kind: "request", method, uri, headers: readHeaders(lines), body });
}

/** The number of bytes of a text in UTF-8; half a pair of surrogates is written as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    if (code < 0xd800 || code > 0xdbff) continue;
    const next = text.charCodeAt(at + 1);
    // A pair has two signs and four bytes.
    if (next >= 0xdc00 && next <= 0xdfff) at++;
  }
  return bytes;
}

const capitalised = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (sign) => sign.toUpperCase());

/** Writes a message with its Content-Length. */
export function writeMessage(message: SipMessage): string {
  const start = message.kind === "request" ? `${message.method} ${message.uri} SIP/2.0` : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers.map(([name, value]) => `${WRITTEN.get(name) ?? capitalised(name)}: ${value}\r\n`);
  return `${start}\r\n${lines.join("")}Content-Length: ${utf8Length(message.body)}\r\n\r\n${message.body}`;
}

/** The value of the first header of this name, in lower case; undefined where there is none. */
export const fieldOf = (message: Content, name: string): string | undefined => message.headers.find(([each]) => each === name)?.[1];

/** The values of all headers of this name, one for each line. */
export const fieldsOf = (message: Content, name: string): string[] =>
  message.headers.filter(([each]) => each === name).map(([, value]) => value);

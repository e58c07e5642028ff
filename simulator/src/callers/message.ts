import { randomBytes } from "node:crypto";

/** A SIP message as a telephone looks at it; header names in lower case, each with all its values. */
export type SipMessage = {
  readonly start: string;
  readonly method: string | null;
  readonly status: number | null;
  readonly header: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
  readonly body: string;
};

const COMPACT: Readonly<Record<string, string>> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  m: "contact",
  l: "content-length",
  c: "content-type",
};

export function readMessage(text: string): SipMessage {
  const end = text.indexOf("\r\n\r\n");
  const [start = "", ...lines] = text.slice(0, end < 0 ? text.length : end).split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const said = line.slice(0, colon).trim().toLowerCase();
    const name = COMPACT[said] ?? said;
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const status = /^SIP\/2\.0 (\d{3})/.exec(start)?.[1];
  return {
    start,
    method: status === undefined ? (start.split(" ")[0] ?? null) : null,
    status: status === undefined ? null : Number(status),
    header: (name) => headers.get(name)?.[0],
    all: (name) => headers.get(name) ?? [],
    body: end < 0 ? "" : text.slice(end + 4),
  };
}

export function writeMessage(start: string, headers: readonly string[], body = "", type = "application/sdp"): string {
  const types = body === "" ? [] : [`Content-Type: ${type}`];
  return [start, ...headers, ...types, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

/** The answer to a request, with the headers that every answer repeats (RFC 3261 §8.2.6.2). */
export function writeAnswer(request: SipMessage, status: string, tag: string, headers: readonly string[] = [], body = ""): string {
  const to = request.header("to") ?? "";
  const repeated = [
    ...request.all("via").map((each) => `Via: ${each}`),
    ...request.all("record-route").map((each) => `Record-Route: ${each}`),
    `From: ${request.header("from") ?? ""}`,
    `To: ${/;\s*tag=/.test(to) ? to : `${to};tag=${tag}`}`,
    `Call-ID: ${request.header("call-id") ?? ""}`,
    `CSeq: ${request.header("cseq") ?? ""}`,
  ];
  return writeMessage(`SIP/2.0 ${status}`, [...repeated, ...headers], body);
}

export const token = (): string => randomBytes(8).toString("hex");
export const tagOf = (value: string | undefined): string => /;\s*tag=([^;\s]+)/.exec(value ?? "")?.[1] ?? "";
export const uriOf = (value: string | undefined): string => /<([^>]+)>/.exec(value ?? "")?.[1] ?? (value ?? "").split(";")[0] ?? "";

import { fieldOf, fieldsOf, parameterOf, readMessage, readNameAddr, writeMessage, type Header } from "@amaliyat/domain/sip";
import { randomBytes } from "node:crypto";

/** A SIP message as a telephone looks at it; header names in lower case. */
export type SipMessage = {
  readonly method: string | null;
  /** The address of a request. */
  readonly uri: string | null;
  readonly status: number | null;
  readonly header: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
  readonly body: string;
};

/** Null for a text that is no message: a telephone does not answer it. */
export function readText(text: string): SipMessage | null {
  const read = readMessage(text);
  if (!read.ok) return null;
  const message = read.value;
  return {
    method: message.kind === "request" ? message.method : null,
    uri: message.kind === "request" ? message.uri : null,
    status: message.kind === "response" ? message.status : null,
    header: (name) => fieldOf(message, name),
    all: (name) => fieldsOf(message, name),
    body: message.body,
  };
}

function headersOf(lines: readonly string[], body: string, type: string): Header[] {
  const all = body === "" ? lines : [...lines, `Content-Type: ${type}`];
  return all.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]);
}

export const writeRequest = (method: string, uri: string, lines: readonly string[], body = "", type = "application/sdp"): string =>
  writeMessage({ kind: "request", method, uri, headers: headersOf(lines, body, type), body });

/** The answer to a request, with the headers that every answer repeats (RFC 3261 §8.2.6.2). */
export function writeAnswer(request: SipMessage, status: string, tag: string, lines: readonly string[] = [], body = ""): string {
  const to = request.header("to") ?? "";
  const repeated = [
    ...request.all("via").map((each) => `Via: ${each}`),
    ...request.all("record-route").map((each) => `Record-Route: ${each}`),
    `From: ${request.header("from") ?? ""}`,
    `To: ${tagOf(to) === "" ? `${to};tag=${tag}` : to}`,
    `Call-ID: ${request.header("call-id") ?? ""}`,
    `CSeq: ${request.header("cseq") ?? ""}`,
  ];
  const headers = headersOf([...repeated, ...lines], body, "application/sdp");
  return writeMessage({ kind: "response", status: Number(status.slice(0, 3)), reason: status.slice(4), headers, body });
}

export const token = (): string => randomBytes(8).toString("hex");
export const tagOf = (value = ""): string => parameterOf(readNameAddr(value)?.parameters ?? [], "tag") ?? "";
export const uriOf = (value = ""): string => readNameAddr(value)?.uri ?? "";

import { ok, refuse, type Result } from "../kernel/index.ts";
import {
  isToken,
  parameterOf,
  readHostPort,
  readNameAddr,
  readParameters,
  splitOutside,
  writeHostPort,
  writeParameters,
} from "./address.ts";
import type { NameAddr, Parameter } from "./address.ts";
import { fieldOf, fieldsOf, readMessage, type SipMessage, type SipRequest, type SipResponse } from "./message.ts";

/** One station of a message (RFC 3261 §20.42), with branch, received and rport among its parameters. */
export type Via = {
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly Parameter[];
};

/** Reads one value of Via; null where it is none. */
export function readVia(value: string): Via | null {
  const semicolon = value.indexOf(";");
  const sent = (semicolon < 0 ? value : value.slice(0, semicolon)).trim();
  const [protocol = "", version = "", rest, ...more] = sent.split("/").map((each) => each.trim());
  if (protocol.toUpperCase() !== "SIP" || version !== "2.0" || rest === undefined || more.length > 0) return null;
  const gap = rest.search(/[ \t]/);
  const transport = gap < 0 ? "" : rest.slice(0, gap);
  const place = readHostPort(rest.slice(gap + 1).replaceAll(/[ \t]/g, ""));
  const parameters = semicolon < 0 ? [] : readParameters(value.slice(semicolon));
  return isToken(transport) && place !== null && parameters !== null ? { transport, ...place, parameters } : null;
}

export const writeVia = ({ transport, parameters, ...place }: Via): string =>
  `SIP/2.0/${transport} ${writeHostPort(place)}${writeParameters(parameters)}`;

export type CSeq = { readonly number: number; readonly method: string };

/** Numbers are below 2^31 (RFC 3261 §8.1.1.5). */
const LIMIT = 2 ** 31;

export function readCSeq(value: string): CSeq | null {
  const gap = value.search(/[ \t]/);
  const [digits, method] = [value.slice(0, Math.max(0, gap)), value.slice(gap + 1).trim()];
  return /^\d{1,10}$/.test(digits) && Number(digits) < LIMIT && isToken(method) ? { number: Number(digits), method } : null;
}

export const writeCSeq = ({ number, method }: CSeq): string => `${number} ${method}`;

/** The fields that tell to which transaction, call and dialog a message belongs (RFC 3261 §8.1.1). `method` is that of CSeq. */
type Names = {
  readonly vias: number;
  readonly branch: string;
  /** Host and port of the sender: two senders may make the same branch. */
  readonly sentBy: string;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly fromTag: string;
  readonly toTag: string | null;
  readonly callId: string;
  readonly cseq: number;
  readonly method: string;
};
export type ReceivedRequest = SipRequest & Names;
export type ReceivedResponse = SipResponse & Names;
export type Unreadable = "start_line" | "header" | "via" | "from" | "to" | "call_id" | "cseq";

/** The value of a header that may stand once alone; undefined where it stands twice or not at all. */
function onlyOne(message: SipMessage, name: string): string | undefined {
  const [value, ...more] = fieldsOf(message, name);
  return more.length === 0 ? value : undefined;
}

function namesOf(message: SipMessage): Result<Names, Unreadable> {
  const vias = fieldsOf(message, "via").flatMap((each) => splitOutside(each, ",") ?? [""]);
  const via = readVia(vias[0] ?? "");
  const branch = parameterOf(via?.parameters ?? [], "branch") ?? "";
  if (via === null || branch === "") return refuse("via");
  const from = readNameAddr(onlyOne(message, "from") ?? "");
  const fromTag = parameterOf(from?.parameters ?? [], "tag") ?? "";
  if (from === null || fromTag === "") return refuse("from");
  const to = readNameAddr(onlyOne(message, "to") ?? "");
  if (to === null) return refuse("to");
  const callId = onlyOne(message, "call-id") ?? "";
  if (!/^[!-~]{1,1000}$/.test(callId)) return refuse("call_id");
  const cseq = readCSeq(onlyOne(message, "cseq") ?? "");
  if (cseq === null || (message.kind === "request" && cseq.method !== message.method)) return refuse("cseq");
  const toTag = parameterOf(to.parameters, "tag") ?? null;
  return ok({
    vias: vias.length,
    branch,
    sentBy: writeHostPort(via),
    from,
    to,
    fromTag,
    toTag: toTag === "" ? null : toTag,
    callId,
    cseq: cseq.number,
    method: cseq.method,
  });
}

/** Reads a message with all that tells where it belongs. */
export function readReceived(text: string): Result<ReceivedRequest | ReceivedResponse, Unreadable> {
  const read = readMessage(text);
  if (!read.ok) return read;
  const names = namesOf(read.value);
  return names.ok ? ok({ ...read.value, ...names.value }) : names;
}

/** The URI of the first Contact; null where there is none that can be read, such as `*`. */
export function contactOf(message: SipMessage): string | null {
  const [first = ""] = splitOutside(fieldOf(message, "contact") ?? "", ",") ?? [];
  return readNameAddr(first)?.uri ?? null;
}

/** The single values of Record-Route, from the first to the last; null where one of them cannot be read. */
export function recordRoutesOf(message: SipMessage): string[] | null {
  const routes: string[] = [];
  for (const line of fieldsOf(message, "record-route")) {
    for (const each of splitOutside(line, ",") ?? [""]) {
      if (readNameAddr(each) === null) return null;
      routes.push(each.trim());
    }
  }
  return routes;
}

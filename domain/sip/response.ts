import { fieldsOf, type Header, type SipResponse } from "./message.ts";
import type { ReceivedRequest } from "./received.ts";

/** Words beside a status (RFC 3261 §21 and the RFCs that defined the others). */
const REASONS: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  182: "Queued",
  183: "Session Progress",
  200: "OK",
  302: "Moved Temporarily",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  415: "Unsupported Media Type",
  416: "Unsupported URI Scheme",
  420: "Bad Extension",
  422: "Session Interval Too Small",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  482: "Loop Detected",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  491: "Request Pending",
  500: "Server Internal Error",
  501: "Not Implemented",
  503: "Service Unavailable",
  603: "Decline",
};

export type Body = { readonly contentType: string; readonly content: string };

/** The lines of a body, after all others. */
export const bodyLines = (body: Body | null): Header[] => (body === null ? [] : [["content-type", body.contentType]]);

/** Makes the response to a request, with the headers that it repeats (RFC 3261 §8.2.6.2). A 100 has no tag of its own. */
export function responseTo(
  request: ReceivedRequest,
  status: number,
  { toTag, headers = [], body = null }: { readonly toTag: string; readonly headers?: readonly Header[]; readonly body?: Body | null },
): SipResponse {
  const repeated = (name: string): Header[] => fieldsOf(request, name).map((value) => [name, value]);
  const tag = status === 100 || request.toTag !== null ? "" : `;tag=${toTag}`;
  return {
    kind: "response",
    status,
    reason: REASONS[status] ?? "",
    headers: [
      ...repeated("via"),
      ...repeated("from"),
      ...repeated("to").map(([name, value]): Header => [name, `${value}${tag}`]),
      ...repeated("call-id"),
      ...repeated("cseq"),
      ...headers,
      ...bodyLines(body),
    ],
    body: body?.content ?? "",
  };
}

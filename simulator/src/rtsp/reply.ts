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
export type Reply = { readonly code: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** The bytes of a reply to the request numbered `cseq`. */
export function writeReply(reply: Reply, cseq: string, at: number): string {
  const headers = { CSeq: cseq, Server: "Amaliyat simulator", Date: new Date(at).toUTCString(), ...reply.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const body = reply.body ?? "";
  const length = body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `RTSP/1.0 ${reply.code} ${REASONS[reply.code] ?? "Error"}\r\n${lines.join("")}${length}\r\n${body}`;
}

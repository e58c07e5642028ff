/** An RTSP answer, or a request that the camera sends to us (RFC 2326 §4). Header names are in lower case. */
export type RtspMessage = {
  readonly startLine: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
};

/** The first value of a header, trimmed, or null. */
export const header = (message: RtspMessage, name: string): string | null => message.headers.get(name)?.[0] ?? null;

/** The status of an answer, or null for a request. */
export function statusOf(message: RtspMessage): number | null {
  const match = /^RTSP\/\d\.\d +(\d{3})/.exec(message.startLine);
  return match ? Number(match[1]) : null;
}

/** Splits the text before the empty line; null if there are more than `maxLines`. Lines without a colon are skipped. */
export function parseHead(text: string, maxLines: number): Omit<RtspMessage, "body"> | null {
  const [startLine = "", ...lines] = text.split(/\r?\n/);
  if (lines.length > maxLines) return null;
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = headers.get(name);
    if (values) values.push(line.slice(colon + 1).trim());
    else headers.set(name, [line.slice(colon + 1).trim()]);
  }
  return { startLine, headers };
}

/** A request as bytes. Values are header-safe already: no CR, no LF. */
export function formatRequest(method: string, url: string, headers: readonly (readonly [string, string])[]): string {
  return `${method} ${url} RTSP/1.0\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** Answers a request of a camera, so that it does not wait: only OPTIONS is supported. */
export function answerTo(request: RtspMessage): string {
  const cseq = (header(request, "cseq") ?? "0").replace(/[^0-9]/g, "");
  const status = request.startLine.startsWith("OPTIONS ") ? "200 OK" : "501 Not Implemented";
  return `RTSP/1.0 ${status}\r\nCSeq: ${cseq}\r\n\r\n`;
}

/** Session id and keep-alive time-out in seconds; null where none is said (RFC 2326 §12.37). */
export function parseSession(value: string): { readonly id: string; readonly timeoutS: number | null } {
  const [id = "", ...rest] = value.split(";");
  const timeout = rest.map((part) => /^\s*timeout\s*=\s*(\d+)/i.exec(part)?.[1]).find((found) => found !== undefined);
  const seconds = Number(timeout ?? 0);
  return { id: id.trim(), timeoutS: seconds > 0 ? seconds : null };
}

/** The two interleaved channels granted, or null if the camera did not agree to RTP over TCP. */
export function parseTransport(value: string): { readonly rtp: number; readonly rtcp: number } | null {
  if (!/RTP\/AVP\/TCP/i.test(value) && !/interleaved/i.test(value)) return null;
  const match = /interleaved\s*=\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?/i.exec(value);
  const rtp = Number(match?.[1] ?? 0);
  const rtcp = Number(match?.[2] ?? rtp + 1);
  return rtp > 255 || rtcp > 255 ? null : { rtp, rtcp };
}

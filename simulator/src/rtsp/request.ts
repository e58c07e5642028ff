/** One RTSP request, headers by lower-case name. */
export type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
};

export type Incoming =
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "data"; readonly channel: number; readonly bytes: Buffer }
  /** Answer of a client to a request of the camera. */
  | { readonly kind: "reply" };

const MAX_HEAD = 16_384;
const MAX_BODY = 65_536;

/** A client's bytes broke RTSP; the connection cannot go on. */
export class ProtocolError extends Error {}

/**
 * Cuts a client's bytes on one connection into requests and interleaved frames (RFC 2326 §10.12).
 * Keeps at most one head and one body; throws ProtocolError beyond that.
 */
export class Inbox {
  #held: Buffer = Buffer.alloc(0);

  /** Parses the next bytes and yields the messages that they complete. */
  *parse(bytes: Buffer): Generator<Incoming> {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    for (;;) {
      const incoming = this.#held[0] === 0x24 ? this.#parseData() : this.#parseRequest();
      if (incoming === null) return;
      yield incoming;
    }
  }

  #parseData(): Incoming | null {
    if (this.#held.length < 4) return null;
    const length = this.#held.readUInt16BE(2);
    if (this.#held.length < 4 + length) return null;
    const bytes = this.#held.subarray(4, 4 + length);
    const channel = this.#held[1] ?? 0;
    this.#held = this.#held.subarray(4 + length);
    return { kind: "data", channel, bytes };
  }

  #parseRequest(): Incoming | null {
    while (this.#held[0] === 13 || this.#held[0] === 10) this.#held = this.#held.subarray(1);
    const end = this.#held.indexOf("\r\n\r\n");
    if (end > MAX_HEAD || (end < 0 && this.#held.length > MAX_HEAD)) throw new ProtocolError("request head too long");
    if (end < 0) return null;
    const head = this.#held.toString("utf8", 0, end);
    if (/^RTSP\/\d\.\d \d{3}\b/.test(head)) {
      this.#held = this.#held.subarray(end + 4);
      return { kind: "reply" };
    }
    const request = parseHead(head);
    const body = Number(request.headers.get("content-length") ?? 0);
    if (!Number.isInteger(body) || body < 0 || body > MAX_BODY) throw new ProtocolError("content length out of range");
    if (this.#held.length < end + 4 + body) return null;
    this.#held = this.#held.subarray(end + 4 + body);
    return { kind: "request", request };
  }
}

function parseHead(head: string): Request {
  const [first = "", ...lines] = head.split("\r\n");
  const [method = "", url = "", version = ""] = first.split(" ");
  if (!/^[A-Z_]+$/.test(method) || !version.startsWith("RTSP/")) throw new ProtocolError("not an RTSP request");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, url, headers };
}

/** Stream that a URL asks for: `/<camera>/<main|sub>` with or without the track after it; null for any other. */
export function readTarget(url: string): { camera: string; stream: string } | null {
  const path = url.replace(/^rtsp:\/\/[^/]*/i, "").replace(/\?.*$/, "");
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.at(-1)?.toLowerCase() === "trackid=0") parts.pop();
  const stream = parts.pop();
  if (stream === undefined || parts.length === 0) return null;
  try {
    return { camera: parts.map(decodeURIComponent).join("/"), stream };
  } catch {
    return null;
  }
}

import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { digestResponse } from "../rtsp/authorization.ts";
import type { Credentials } from "../rtsp/authorization.ts";

export type TestReply = { readonly code: number; readonly headers: ReadonlyMap<string, string>; readonly body: string };
export type TestFrame = { readonly channel: number; readonly bytes: Buffer };

/** A bare RTSP client for tests: one connection, replies and interleaved frames in the order they come. */
export class TestClient {
  readonly socket: Socket;
  readonly frames: TestFrame[] = [];
  closed = false;
  #held = Buffer.alloc(0);
  #replies: TestReply[] = [];
  #wake: (() => void)[] = [];
  #sequence = 0;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => {});
    socket.on("close", () => {
      this.closed = true;
      this.#rouse();
    });
    socket.on("data", (bytes) => {
      this.#held = Buffer.concat([this.#held, bytes]);
      while (this.#parseOne());
      this.#rouse();
    });
  }

  static async open(port: number): Promise<TestClient> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new TestClient(socket);
  }

  /** Resolves when `done` holds, looked at after everything that arrives. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      const roused = new Promise<void>((resolve) => this.#wake.push(resolve));
      await roused;
    }
  }

  async ask(method: string, url: string, headers: Readonly<Record<string, string>> = {}): Promise<TestReply> {
    const lines = Object.entries({ CSeq: String(++this.#sequence), ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.write(`${method} ${url} RTSP/1.0\r\n${lines.join("")}\r\n`);
    return this.reply();
  }

  async reply(): Promise<TestReply> {
    await this.until(() => this.#replies.length > 0 || this.closed);
    const reply = this.#replies.shift();
    if (reply === undefined) throw new Error("the connection closed without a reply");
    return reply;
  }

  /** Asks with Digest: once without, and again with the answer to the challenge. */
  async askAs(login: Credentials, method: string, url: string, headers: Readonly<Record<string, string>> = {}): Promise<TestReply> {
    const first = await this.ask(method, url, headers);
    const challenge = first.headers.get("www-authenticate");
    if (first.code !== 401 || challenge === undefined) return first;
    return this.ask(method, url, { ...headers, Authorization: digestHeader(login, method, url, challenge) });
  }

  /** DESCRIBE, SETUP (interleaved) and PLAY; gives the session id. */
  async play(login: Credentials, url: string): Promise<string> {
    await this.askAs(login, "DESCRIBE", url, { Accept: "application/sdp" });
    const set = await this.askAs(login, "SETUP", `${url}/trackID=0`, { Transport: "RTP/AVP/TCP;unicast;interleaved=0-1" });
    const session = set.headers.get("session")?.split(";")[0] ?? "";
    const playing = await this.askAs(login, "PLAY", url, { Session: session });
    if (playing.code !== 200) throw new Error(`PLAY was answered with ${playing.code}`);
    return session;
  }

  #rouse(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #parseOne(): boolean {
    if (this.#held[0] === 0x24) {
      const length = this.#held.length < 4 ? Number.POSITIVE_INFINITY : this.#held.readUInt16BE(2);
      if (this.#held.length < 4 + length) return false;
      this.frames.push({ channel: this.#held[1] ?? 0, bytes: this.#held.subarray(4, 4 + length) });
      this.#held = this.#held.subarray(4 + length);
      return true;
    }
    const end = this.#held.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const [status = "", ...lines] = this.#held.toString("utf8", 0, end).split("\r\n");
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
    );
    const length = Number(headers.get("content-length") ?? 0);
    if (this.#held.length < end + 4 + length) return false;
    const body = this.#held.toString("utf8", end + 4, end + 4 + length);
    this.#held = this.#held.subarray(end + 4 + length);
    this.#replies.push({ code: Number(status.split(" ")[1]), headers, body });
    return true;
  }
}

/** The Authorization header that answers a Digest challenge. */
export function digestHeader(credentials: Credentials, method: string, uri: string, challenge: string): string {
  const field = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? "";
  const [realm, nonce] = [field("realm"), field("nonce")];
  const response = digestResponse({ credentials, realm, method, uri, nonce });
  return `Digest username="${credentials.username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`;
}

/** The parts of an RTP packet that tests look at. */
export const readRtp = (bytes: Buffer): { marker: boolean; sequence: number; timestamp: number; ssrc: number; payload: Buffer } => ({
  marker: ((bytes[1] ?? 0) & 0x80) !== 0,
  sequence: bytes.readUInt16BE(2),
  timestamp: bytes.readUInt32BE(4),
  ssrc: bytes.readUInt32BE(8),
  payload: bytes.subarray(12),
});

import type { Socket } from "node:net";
import { authorize, challenge, newNonce } from "./authorization.ts";
import type { BlockPool } from "./block-pool.ts";
import { streamOf } from "./camera.ts";
import type { Camera } from "./camera.ts";
import type { Garbage } from "./faults.ts";
import { tcpOutlet, udpOutlet } from "./outlet.ts";
import type { Outlet } from "./outlet.ts";
import { Inbox, ProtocolError, readTarget } from "./request.ts";
import type { Request } from "./request.ts";
import { Session } from "./session.ts";
import type { Stream } from "./stream.ts";
import { readTransport } from "./transport.ts";
import { openUdpPair } from "./udp-pair.ts";
import type { ParameterSets } from "../h264/media.ts";

const METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";
const MAX_WAITING_REQUESTS = 32;

export type ConnectionOptions = {
  readonly find: (path: string) => Camera | undefined;
  readonly clock: () => number;
  readonly random: () => number;
  readonly pool: BlockPool;
  /** Seconds without a sign of life after which a session ends. */
  readonly sessionTimeoutS: number;
};

type Held = { readonly session: Session; readonly camera: Camera };

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
type Reply = { readonly code: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** The bytes of a reply to the request numbered `cseq`. */
function writeReply(reply: Reply, cseq: string, at: number): string {
  const headers = { CSeq: cseq, Server: "Amaliyat simulator", Date: new Date(at).toUTCString(), ...reply.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const body = reply.body ?? "";
  const length = body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `RTSP/1.0 ${reply.code} ${REASONS[reply.code] ?? "Error"}\r\n${lines.join("")}${length}\r\n${body}`;
}

/** The session description of a camera with one H.264 stream (RFC 8866, RFC 6184 §8.2). */
function describe(sets: ParameterSets, framesPerSecond: number): string {
  const level = sets.sps.subarray(1, 4).toString("hex").toUpperCase();
  const sprop = `${sets.sps.toString("base64")},${sets.pps.toString("base64")}`;
  return [
    "v=0",
    "o=- 0 0 IN IP4 0.0.0.0",
    "s=camera",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    "a=range:npt=0-",
    "a=control:*",
    "m=video 0 RTP/AVP 96",
    "a=rtpmap:96 H264/90000",
    `a=fmtp:96 packetization-mode=1;profile-level-id=${level};sprop-parameter-sets=${sprop}`,
    `a=framerate:${Number(framesPerSecond.toFixed(3))}`,
    "a=control:trackID=0",
    "",
  ].join("\r\n");
}

/** One client's RTSP connection and the sessions it opened; they end with it. */
export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #inbox = new Inbox();
  readonly #nonce = newNonce();
  readonly #sessions = new Map<string, Held>();
  #waiting = 0;
  #work: Promise<void> = Promise.resolve();
  #seenAt = performance.now();

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setNoDelay(true);
    socket.on("error", () => {}); // "close" follows and ends the sessions
    socket.on("close", () => this.#endSessions());
    socket.on("data", (bytes) => this.#receive(bytes));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** True if the client reads this camera now. */
  reads(path: string): boolean {
    return [...this.#sessions.values()].some((held) => held.camera.path === path);
  }

  garble(path: string, kind: Exclude<Garbage, "reply">): void {
    for (const held of this.#sessions.values()) if (held.camera.path === path) held.session.garble(kind);
  }

  /** Ends sessions that have been silent too long; an interleaved session takes its connection with it. */
  expire(now: number): void {
    const limit = now - this.#options.sessionTimeoutS * 1000;
    for (const [id, { session }] of this.#sessions) {
      if (Math.max(session.seenAt, this.#seenAt) >= limit) continue;
      session.end();
      this.#sessions.delete(id);
    }
    if (this.#sessions.size === 0 && this.#seenAt < limit) this.#socket.destroy();
  }

  #receive(bytes: Buffer): void {
    this.#seenAt = performance.now();
    try {
      for (const incoming of this.#inbox.parse(bytes)) if (incoming.kind === "request") this.#enqueue(incoming.request);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#socket.end(writeReply({ code: 400 }, "0", this.#options.clock()));
    }
  }

  /** Requests are answered in their order; a client that sends without waiting for replies is cut off. */
  #enqueue(request: Request): void {
    if (++this.#waiting > MAX_WAITING_REQUESTS) {
      this.#socket.destroy();
      return;
    }
    this.#work = this.#work
      .then(() => this.#answer(request))
      .catch(() => void this.#socket.destroy())
      .finally(() => void this.#waiting--);
  }

  async #answer(request: Request): Promise<void> {
    const target = readTarget(request.url);
    const camera = target === null ? undefined : this.#options.find(target.camera);
    if (camera?.faults.refusing === "close") return this.destroy();
    const delay = camera?.faults.slow.replyDelayMs ?? 0;
    if (delay > 0) await new Promise((done) => setTimeout(done, delay));
    const reply = await this.#reply(request, camera, target?.stream ?? "");
    if (this.#socket.destroyed) return;
    if (camera !== undefined && camera.faults.garbleReplies > 0) {
      camera.faults.garbleReplies--;
      this.#socket.write("RTSP/9.9 \u0000 nonsense\r\nCSeq: -1\r\n\r\n");
      return;
    }
    const at = this.#options.clock() + (camera?.faults.skewMs ?? 0);
    this.#socket.write(writeReply(reply, request.headers.get("cseq") ?? "0", at));
  }

  async #reply(request: Request, camera: Camera | undefined, streamName: string): Promise<Reply> {
    if (!request.headers.has("cseq")) return { code: 400 };
    if (request.method === "OPTIONS") return { code: 200, headers: { Public: METHODS } };
    const stream = camera === undefined ? null : streamOf(camera, streamName);
    if (camera === undefined || stream === null || camera.faults.refusing === "not_found") return { code: 404 };
    const verdict = authorize(request, camera.authorization, camera.credentials, this.#nonce);
    if (verdict !== "granted")
      return { code: 401, headers: { "WWW-Authenticate": challenge(camera.authorization, this.#nonce, verdict === "stale") } };
    if (request.method === "DESCRIBE") return this.#describe(request, stream);
    if (request.method === "SETUP") return this.#setUp(request, camera, stream);
    return this.#control(request, camera);
  }

  #describe(request: Request, stream: Stream): Reply {
    const sets = stream.sets();
    if (sets === null) return { code: 503 };
    const base = request.url.endsWith("/") ? request.url : `${request.url}/`;
    return {
      code: 200,
      headers: { "Content-Type": "application/sdp", "Content-Base": base },
      body: describe(sets, stream.framesPerSecond),
    };
  }

  async #setUp(request: Request, camera: Camera, stream: Stream): Promise<Reply> {
    const transport = readTransport(request.headers.get("transport") ?? "", this.#sessions.size * 2);
    if (transport === null) return { code: 461 };
    if (request.headers.has("session")) return { code: 455 };
    if (transport.kind === "tcp") {
      const session = this.#open(camera, stream, tcpOutlet(this.#socket, transport.channel));
      return this.#setUpReply(session, `RTP/AVP/TCP;unicast;interleaved=${transport.channel}-${transport.channel + 1}`);
    }
    const pair = await openUdpPair(this.#socket.localAddress ?? "127.0.0.1");
    if (this.#socket.destroyed) {
      pair.close();
      return { code: 503 };
    }
    const outlet = udpOutlet(pair, this.#socket.remoteAddress ?? "127.0.0.1", transport.rtpPort, transport.rtcpPort);
    const session = this.#open(camera, stream, outlet);
    pair.rtcp.on("message", () => void (session.seenAt = performance.now()));
    return this.#setUpReply(
      session,
      `RTP/AVP;unicast;client_port=${transport.rtpPort}-${transport.rtcpPort};server_port=${pair.port}-${pair.port + 1}`,
    );
  }

  #open(camera: Camera, stream: Stream, outlet: Outlet): Session {
    const { clock, random, pool } = this.#options;
    const session = new Session({ stream, outlet, faults: camera.faults, counters: camera.counters, clock, random, pool });
    this.#sessions.set(session.id, { session, camera });
    return session;
  }

  #setUpReply(session: Session, transport: string): Reply {
    const ssrc = session.ssrc.toString(16).toUpperCase().padStart(8, "0");
    return { code: 200, headers: { Transport: `${transport};ssrc=${ssrc}`, ...this.#sessionHeader(session) } };
  }

  #sessionHeader(session: Session): { Session: string } {
    return { Session: `${session.id};timeout=${this.#options.sessionTimeoutS}` };
  }

  #control(request: Request, camera: Camera): Reply {
    const id = request.headers.get("session")?.split(";")[0]?.trim();
    const keepAlive = request.method === "GET_PARAMETER" || request.method === "SET_PARAMETER";
    if (id === undefined) return keepAlive ? { code: 200 } : { code: 455 };
    const session = this.#sessions.get(id)?.session;
    if (session === undefined) return { code: 454 };
    session.seenAt = performance.now();
    const headers = this.#sessionHeader(session);
    if (keepAlive) return { code: 200, headers };
    if (request.method === "PLAY") {
      const { sequence, timestamp } = session.play(camera.startsAtKey);
      const info = `url=${request.url.replace(/\/$/, "")}/trackID=0;seq=${sequence};rtptime=${timestamp}`;
      return { code: 200, headers: { ...headers, Range: "npt=0.000-", "RTP-Info": info } };
    }
    if (request.method === "PAUSE") session.pause();
    else if (request.method === "TEARDOWN") {
      session.end();
      this.#sessions.delete(id);
    } else return { code: 405, headers: { Allow: METHODS } };
    return { code: 200, headers };
  }

  #endSessions(): void {
    for (const { session } of this.#sessions.values()) session.end();
    this.#sessions.clear();
  }
}

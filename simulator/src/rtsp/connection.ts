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
import { describe, writeReply } from "./reply.ts";
import type { Reply } from "./reply.ts";
import { sendAnswer, sendSlowly } from "./quirks/answers.ts";
import type { Manners } from "./quirks/manners.ts";

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

/** Manners of a camera that has none of its own. */
const USUAL: Manners = {};

/** One client's RTSP connection and the sessions it opened; they end with it. */
export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #inbox = new Inbox();
  #nonce = newNonce();
  readonly #begunAt = performance.now();
  #hasNewNonce = false;
  /** The camera that was asked for first: the one that is meant by a URL of another form. */
  #named: { readonly camera: Camera; readonly stream: string } | null = null;
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
    for (const [id, { session, camera }] of this.#sessions) {
      const { timeoutS } = camera.quirks.manners ?? USUAL;
      if (timeoutS !== undefined && now - session.seenAt > timeoutS * 1000) return this.destroy();
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
    const { camera, stream } = this.#meant(request);
    if (camera?.faults.refusing === "close") return this.destroy();
    const delay = camera?.faults.slow.replyDelayMs ?? 0;
    if (delay > 0) await new Promise((done) => setTimeout(done, delay));
    const manners = camera?.quirks.manners ?? USUAL;
    camera?.quirks.watch?.request(request.method);
    const cseq = request.headers.get("cseq") ?? "0";
    const other = manners.answers?.[request.method] ?? manners.answers?.["*"];
    if (other !== undefined && other.kind !== "status")
      return sendAnswer(this.#socket, other, cseq, camera?.quirks.random ?? this.#options.random);
    const reply = other === undefined ? await this.#reply(request, camera, stream) : statusReply(other.status, other.headers);
    if (this.#socket.destroyed) return;
    if (camera !== undefined && camera.faults.garbleReplies > 0) {
      camera.faults.garbleReplies--;
      this.#socket.write("RTSP/9.9 \u0000 nonsense\r\nCSeq: -1\r\n\r\n");
      return;
    }
    if (request.method === "PLAY" && manners.playAnswerMs !== undefined)
      await new Promise((done) => setTimeout(done, manners.playAnswerMs));
    const at = (camera?.quirks.clock ?? this.#options.clock)() + (camera?.faults.skewMs ?? 0);
    const text = writeReply(reply, cseq, at, manners);
    if (manners.byteEveryMs !== undefined && this.#sessions.size === 0) return sendSlowly(this.#socket, text, manners.byteEveryMs);
    this.#socket.write(text);
    if (manners.lengthOff === null && reply.body !== undefined) this.#socket.end();
  }

  /** The camera and the stream of a request. A camera with manners of its own may have named URLs that do not hold its path. */
  #meant(request: Request): { readonly camera: Camera | undefined; readonly stream: string } {
    const target = readTarget(request.url);
    const camera = target === null ? undefined : this.#options.find(target.camera);
    if (camera === undefined || target === null) return this.#named ?? { camera, stream: target?.stream ?? "" };
    if (camera.quirks.manners !== undefined) this.#named ??= { camera, stream: target.stream };
    return { camera, stream: target.stream };
  }

  async #reply(request: Request, camera: Camera | undefined, streamName: string): Promise<Reply> {
    const manners = camera?.quirks.manners ?? USUAL;
    if (!request.headers.has("cseq")) return { code: 400 };
    if (request.method === "OPTIONS") {
      if (isAliveBy(manners, "OPTIONS")) for (const { session } of this.#sessions.values()) session.seenAt = performance.now();
      return { code: 200, headers: { Public: manners.methods ?? METHODS } };
    }
    const stream = camera === undefined ? null : streamOf(camera, streamName);
    if (camera === undefined || stream === null || camera.faults.refusing === "not_found") return { code: 404 };
    const refused = this.#unauthorized(request, camera, manners);
    if (refused !== null) return refused;
    if (request.method === "DESCRIBE") return this.#describe(request, stream, manners);
    if (request.method === "SETUP") return this.#setUp(request, camera, stream, manners);
    return this.#control(request, camera, manners);
  }

  #unauthorized(request: Request, camera: Camera, { nonce, challenge: other }: Manners): Reply | null {
    const renewed = nonce?.renewed;
    if (renewed !== undefined && renewed !== "each" && !this.#hasNewNonce && performance.now() - this.#begunAt > renewed.afterMs) {
      this.#hasNewNonce = true;
      this.#nonce = newNonce();
    }
    const verdict = authorize(request, camera.authorization, camera.credentials, this.#nonce);
    const isStale = verdict === "stale" && nonce?.isSilent !== true;
    if (verdict === "granted") {
      if (renewed === "each") this.#nonce = newNonce();
      return null;
    }
    return { code: 401, headers: { "WWW-Authenticate": other ?? challenge(camera.authorization, this.#nonce, isStale) } };
  }

  #describe(request: Request, stream: Stream, { base, description }: Manners): Reply {
    const sets = stream.sets();
    if (sets === null) return { code: 503 };
    const usual = request.url.endsWith("/") ? request.url : `${request.url}/`;
    const value = base === undefined ? usual : (base.value?.replace("{url}", request.url) ?? null);
    return {
      code: 200,
      headers: { "Content-Type": "application/sdp", ...(value === null ? {} : { [base?.header ?? "Content-Base"]: value }) },
      body: describe(sets, stream.framesPerSecond, description),
    };
  }

  async #setUp(request: Request, camera: Camera, stream: Stream, manners: Manners): Promise<Reply> {
    const transport = readTransport(request.headers.get("transport") ?? "", this.#sessions.size * 2);
    if (transport === null) return { code: 461 };
    if (request.headers.has("session")) return { code: 455 };
    if (transport.kind === "tcp") {
      const channel = manners.channel ?? transport.channel;
      const session = this.#open(camera, stream, tcpOutlet(this.#socket, channel));
      return this.#setUpReply(session, `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}`, manners);
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
      manners,
    );
  }

  #open(camera: Camera, stream: Stream, outlet: Outlet): Session {
    const { pool } = this.#options;
    const { clock = this.#options.clock, random = this.#options.random, sending = {}, watch = null } = camera.quirks;
    const { faults, counters } = camera;
    const session = new Session({ stream, outlet, faults, counters, clock, random, pool, sending, watch });
    this.#sessions.set(session.id, { session, camera });
    return session;
  }

  #setUpReply(session: Session, transport: string, manners: Manners): Reply {
    const ssrc = session.ssrc.toString(16).toUpperCase().padStart(8, "0");
    const said = manners.transport === undefined ? `${transport};ssrc=${ssrc}` : manners.transport;
    return { code: 200, headers: { ...(said === null ? {} : { Transport: said }), ...this.#sessionHeader(session, manners, "setup") } };
  }

  #sessionHeader(session: Session, manners: Manners, to: "setup" | "others" = "others"): { Session: string } {
    const form = manners.session?.[to] ?? `{id};timeout=${this.#options.sessionTimeoutS}`;
    return { Session: form.replace("{id}", session.id) };
  }

  #control(request: Request, camera: Camera, manners: Manners): Reply {
    const id = request.headers.get("session")?.split(";")[0]?.trim();
    const keepAlive = request.method === "GET_PARAMETER" || request.method === "SET_PARAMETER";
    if (id === undefined) return keepAlive ? { code: 200 } : { code: 455 };
    const session = this.#sessions.get(id)?.session;
    if (session === undefined) return { code: 454 };
    if (isAliveBy(manners, request.method)) session.seenAt = performance.now();
    const headers = this.#sessionHeader(session, manners);
    if (keepAlive) return { code: 200, headers, ...(manners.keepAliveBody === undefined ? {} : { body: manners.keepAliveBody }) };
    if (request.method === "PLAY") {
      const { sequence, timestamp } = session.play(camera.startsAtKey);
      const info = `url=${request.url.replace(/\/$/, "")}/trackID=0;seq=${sequence};rtptime=${timestamp}`;
      if (manners.endsAfterMs !== undefined) this.#endsAfter(session, manners.endsAfterMs, manners.saysGoodbye === true);
      return { code: 200, headers: { ...headers, Range: "npt=0.000-", "RTP-Info": info } };
    }
    if (request.method === "PAUSE") session.pause();
    else if (request.method === "TEARDOWN") {
      session.end();
      this.#sessions.delete(id);
    } else return { code: 405, headers: { Allow: METHODS } };
    return { code: 200, headers };
  }

  #endsAfter(session: Session, afterMs: number, saysGoodbye: boolean): void {
    const timer = setTimeout(() => {
      if (saysGoodbye) session.end();
      else session.pause();
      this.#socket.end();
    }, afterMs);
    this.#socket.once("close", () => clearTimeout(timer));
  }

  #endSessions(): void {
    for (const { session } of this.#sessions.values()) session.end();
    this.#sessions.clear();
  }
}

const isAliveBy = ({ aliveBy }: Manners, method: string): boolean => method === "PLAY" || aliveBy === undefined || aliveBy.includes(method);

/** A reply by its status, as «453 Not Enough Bandwidth». */
const statusReply = (status: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  code: Number(status.slice(0, 3)),
  reason: status.slice(4),
  headers,
});

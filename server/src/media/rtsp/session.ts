import { type Result, ok, refuse } from "@amaliyat/domain/kernel";
import type { CameraRefusal, Credentials, StreamAddress } from "../model.ts";
import { cameraRefusal, refusalOfStatus } from "../refusals.ts";
import { Authorizer } from "./auth.ts";
import { Connection } from "./connection.ts";
import { baseUrl, controlUrl, requestUrl, setupUrls } from "./control-url.ts";
import { KeepAlive } from "./keep-alive.ts";
import { LIMITS } from "./limits.ts";
import { header, parseSession, parseTransport, statusOf, type RtspMessage } from "./message.ts";
import { parseSdp, type Description, type VideoTrack } from "./sdp.ts";

/** Takes the packets of one video track. Bytes are valid only during the call. */
export type PacketSink = {
  readonly video: { rtp(bytes: Buffer, from: number, to: number): void };
  rtcp(bytes: Buffer, from: number, to: number): void;
};

export type SessionHandlers = {
  /** The camera took the connection. */
  reached?(): void;
  /** Called once before the first packet. */
  track(track: VideoTrack): PacketSink;
  /** Once after PLAY succeeded, unless `close` was called first. */
  ended(refusal: CameraRefusal): void;
};

/** Life of a session of which the camera states none, s (RFC 2326 §12.37). */
const DEFAULT_TIMEOUT_S = 60;

type Headers = readonly (readonly [string, string])[];

/** A playing RTSP session (RFC 2326) with one video track over the interleaved connection. Audio is never set up. */
export class RtspSession {
  readonly #address: StreamAddress;
  readonly #authorizer: Authorizer;
  readonly #handlers: SessionHandlers;
  #connection: Connection | null = null;
  #session: { readonly id: string; readonly timeoutS: number } | null = null;
  #aggregate = "";
  #keepAlive: NodeJS.Timeout | null = null;
  readonly #alive: KeepAlive;
  #playing = false;
  #closed = false;

  private constructor(address: StreamAddress, credentials: Credentials | null, handlers: SessionHandlers, alive: KeepAlive) {
    this.#alive = alive;
    this.#address = address;
    this.#authorizer = new Authorizer(credentials);
    this.#handlers = handlers;
  }

  /**
   * Connects, describes, sets up and plays. `signal` gives up. Every outcome but a playing session is a refusal. `alive` is what earlier
   * connections to the camera have learnt.
   */
  static async open(
    address: StreamAddress,
    credentials: Credentials | null,
    handlers: SessionHandlers,
    signal: AbortSignal,
    alive = new KeepAlive(),
  ): Promise<Result<RtspSession, CameraRefusal>> {
    const session = new RtspSession(address, credentials, handlers, alive);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      session.#connection?.close();
    }, LIMITS.handshakeMs);
    const giveUp = (): void => session.close();
    signal.addEventListener("abort", giveUp, { once: true });
    const opened = await session.#handshake();
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
    if (opened.ok && !session.#closed) return ok(session);
    session.close();
    if (late) return refuse(cameraRefusal("camera.timed_out", "handshake"));
    return opened.ok ? refuse(cameraRefusal("camera.ended", "closed by us")) : opened;
  }

  /** Bytes received so far: the watchdog's question whether anything came. */
  get received(): number {
    return this.#connection?.received ?? 0;
  }

  /** Read in batches: the connection waits for `resume` after every read. */
  set batched(on: boolean) {
    if (!this.#connection) return;
    this.#connection.batched = on;
    if (!on) this.#connection.resume();
  }

  resume(): void {
    this.#connection?.resume();
  }

  /** Says TEARDOWN and closes. `ended` is not called after it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#keepAlive) clearInterval(this.#keepAlive);
    const lastWords = { method: "TEARDOWN", url: this.#aggregate, headers: this.#headers("TEARDOWN", this.#aggregate) };
    this.#connection?.close(this.#session ? lastWords : undefined);
  }

  async #handshake(): Promise<Result<null, CameraRefusal>> {
    const connected = await Connection.open(this.#address.host, this.#address.port, (refusal) => this.#ended(refusal));
    if (!connected.ok) return connected;
    this.#connection = connected.value;
    this.#handlers.reached?.();
    if (this.#closed) {
      this.#connection.close();
      return refuse(cameraRefusal("camera.ended", "closed by us"));
    }
    const url = requestUrl(this.#address);
    const described = await this.#request("DESCRIBE", url, [["Accept", "application/sdp"]]);
    if (!described.ok) return described;
    const description = parseSdp(described.value.body.toString("utf8"));
    if (description === null) return refuse(cameraRefusal("camera.malformed", "no session description"));
    if (description.video === null) {
      return refuse(
        cameraRefusal(
          "camera.no_h264_video",
          description.videoEncodings
            .join(" ")
            .replace(/[^\w .+-]/g, "")
            .slice(0, 60),
        ),
      );
    }
    const base = baseUrl(url, header(described.value, "content-base"), header(described.value, "content-location"));
    const set = await this.#setUp(description, description.video, url, base);
    if (!set.ok) return set;
    const played = await this.#request("PLAY", this.#aggregate, [["Range", "npt=0.000-"]]);
    if (!played.ok) return played;
    if (this.#connection.over) return refuse(this.#connection.over);
    this.#playing = true;
    this.#startKeepAlive();
    return ok(null);
  }

  async #setUp(description: Description, video: VideoTrack, url: string, base: string): Promise<Result<null, CameraRefusal>> {
    this.#aggregate = controlUrl(base, description.control);
    let answer: Result<RtspMessage, CameraRefusal> = refuse(cameraRefusal("camera.malformed"));
    for (const target of setupUrls(url, base, video.control)) {
      answer = await this.#request("SETUP", target, [["Transport", "RTP/AVP/TCP;unicast;interleaved=0-1"]]);
      if (answer.ok || answer.error.code !== "camera.no_such_stream") break;
    }
    if (!answer.ok) return answer;
    const transport = parseTransport(header(answer.value, "transport") ?? "RTP/AVP/TCP;interleaved=0-1");
    if (transport === null) return refuse(cameraRefusal("camera.udp_only", "no RTP over TCP"));
    const { rtp, rtcp } = transport;
    const sink = this.#handlers.track(video);
    const stream = this.#connection?.stream;
    if (!stream) return refuse(cameraRefusal("camera.ended"));
    stream.channels = [rtp, rtcp];
    stream.frame = (channel, bytes, from, to) => {
      if (channel === rtp) sink.video.rtp(bytes, from, to);
      else if (channel === rtcp) sink.rtcp(bytes, from, to);
    };
    return ok(null);
  }

  /** Sends with the credentials asked for; an answer other than 200 is a refusal. */
  async #request(method: string, url: string, headers: Headers): Promise<Result<RtspMessage, CameraRefusal>> {
    for (let repeats = 0; ; repeats++) {
      const connection = this.#connection;
      if (!connection) return refuse(cameraRefusal("camera.ended"));
      const answer = await connection.request(method, url, [...this.#headers(method, url), ...headers]);
      if (!answer.ok) return answer;
      const session = header(answer.value, "session");
      // A camera states the time-out once, in its answer to SETUP; later answers repeat the id alone.
      if (session !== null) {
        const { id, timeoutS } = parseSession(session);
        this.#session = { id, timeoutS: timeoutS ?? this.#session?.timeoutS ?? DEFAULT_TIMEOUT_S };
      }
      const methods = header(answer.value, "public");
      if (methods !== null) this.#alive.listed(methods);
      const status = statusOf(answer.value) ?? 0;
      if (status === 200) return answer;
      const challenges = answer.value.headers.get("www-authenticate") ?? [];
      if (status === 401 && this.#authorizer.accept(challenges, repeats)) continue;
      const isBasicRefused = status === 401 && this.#authorizer.isBasicRefused;
      return refuse(isBasicRefused ? cameraRefusal("camera.basic_only", `${method} 401`) : refusalOfStatus(method, status));
    }
  }

  #headers(method: string, url: string): Headers {
    const authorization = this.#authorizer.header(method, url);
    return [
      ...(this.#session === null || this.#session.id === "" ? [] : [["Session", this.#session.id.replace(/[^\x21-\x7e]/g, "")] as const]),
      ...(authorization === null ? [] : [["Authorization", authorization] as const]),
    ];
  }

  /** At half the time-out that the camera stated. */
  #startKeepAlive(): void {
    const everyMs = Math.min(30_000, Math.max(1_000, (this.#session?.timeoutS ?? DEFAULT_TIMEOUT_S) * 500));
    this.#keepAlive = setInterval(() => void this.#sayAlive(), everyMs);
  }

  async #sayAlive(): Promise<void> {
    // The list of methods is asked for once. OPTIONS is a keep-alive itself for a camera that lists no GET_PARAMETER.
    const isQuestion = !this.#alive.isListed;
    if (isQuestion) await this.#request("OPTIONS", this.#aggregate, []);
    if (this.#closed || (isQuestion && this.#alive.method === "OPTIONS")) return;
    this.#alive.sent();
    const answer = await this.#request(this.#alive.method, this.#aggregate, []);
    if (!this.#closed) this.#alive.ended(answer.ok);
  }

  #ended(refusal: CameraRefusal): void {
    if (this.#keepAlive) clearInterval(this.#keepAlive);
    // A camera that closes the connection on a keep-alive request gets another method at the next connection.
    if (!this.#closed) this.#alive.ended(false);
    if (this.#closed || !this.#playing) return;
    this.#closed = true;
    this.#handlers.ended(refusal);
  }
}

import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import type { Credentials, StreamAddress } from "../model.ts";
import { Packetizer, interleaved, senderReport, type PacketOptions } from "./packets.ts";
import { SMALL, parameterSetsOf, type CodedPicture } from "./pictures.ts";

export type TestRequest = { readonly method: string; readonly url: string; readonly headers: ReadonlyMap<string, string> };

export type CameraBehaviour = {
  readonly credentials?: Credentials;
  readonly scheme?: "basic" | "md5" | "sha256" | "md5-qop" | "nonce-per-request";
  readonly packets?: PacketOptions;
  /** The camera's clock minus ours, in its sender reports; none are sent if it is null. */
  readonly clockOffsetMs?: number | null;
  /** Session description; the default names H.264 at `trackID=0`, and an audio track that must not be set up. */
  readonly sdp?: string;
  readonly sessionTimeoutS?: number;
  /** Answers instead of the camera: bytes to send, null for no answer, undefined for the usual one. */
  readonly answer?: (request: TestRequest, cseq: string, socket: Socket) => string | null | undefined;
};

const FRAME_MS = 40;

/** An RTSP server in the test's process that plays pictures in a loop at 25 a second, and misbehaves on demand. */
export class TestCamera implements AsyncDisposable {
  readonly requests: TestRequest[] = [];
  /** Pictures sent in all, over all connections. */
  sent = 0;
  /** Stop sending, but keep the connections. */
  frozen = false;
  /** Pictures to play; a change takes effect at the next key frame. */
  pictures: readonly CodedPicture[] = SMALL;
  /** Called for every packet: what to send instead. */
  tamper: (packet: Buffer) => Buffer | null = (packet) => packet;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #behaviour: CameraBehaviour;
  #nonce = randomBytes(8).toString("hex");

  private constructor(behaviour: CameraBehaviour) {
    this.#behaviour = behaviour;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(behaviour: CameraBehaviour = {}): Promise<TestCamera> {
    const camera = new TestCamera(behaviour);
    await new Promise<void>((resolve) => camera.#server.listen(0, "127.0.0.1", resolve));
    return camera;
  }

  get address(): StreamAddress {
    return { host: "127.0.0.1", port: this.port, path: "/live" };
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  methods(): string[] {
    return this.requests.map((request) => request.method);
  }

  /** Cuts all connections, in the middle of whatever they carry. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Puts bytes that are no message between the packets. */
  inject(bytes: Buffer): void {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let text = "";
    let timer: NodeJS.Timeout | null = null;
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (timer) clearInterval(timer);
    });
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
        const request = parse(text.slice(0, end));
        text = text.slice(end + 4);
        this.requests.push(request);
        const cseq = request.headers.get("cseq") ?? "";
        const special = this.#behaviour.answer?.(request, cseq, socket);
        const reply = special === undefined ? this.#reply(request, cseq) : special;
        if (reply !== null) socket.write(reply, "latin1");
        if (request.method === "PLAY" && reply?.includes(" 200 ")) timer ??= this.#play(socket);
        if (request.method === "TEARDOWN") socket.end();
      }
    });
  }

  #reply(request: TestRequest, cseq: string): string {
    if (!this.#allowed(request)) return `RTSP/1.0 401 Unauthorized\r\nCSeq: ${cseq}\r\nWWW-Authenticate: ${this.#challenge()}\r\n\r\n`;
    const head = `RTSP/1.0 200 OK\r\nCSeq: ${cseq}\r\n`;
    const session = `Session: 4711;timeout=${this.#behaviour.sessionTimeoutS ?? 60}\r\n`;
    if (request.method === "DESCRIBE") {
      const sdp = this.#behaviour.sdp ?? describe(this.pictures);
      return `${head}Content-Base: ${request.url}/\r\nContent-Type: application/sdp\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`;
    }
    if (request.method === "SETUP") return `${head}${session}Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n`;
    return `${head}${session}\r\n`;
  }

  #challenge(): string {
    const { scheme = "md5" } = this.#behaviour;
    if (scheme === "basic") return `Basic realm="test"`;
    const algorithm = scheme === "sha256" ? `, algorithm=SHA-256, qop="auth"` : scheme === "md5-qop" ? `, qop="auth,auth-int"` : "";
    return `Digest realm="test", nonce="${this.#nonce}"${algorithm}`;
  }

  #allowed({ method, headers }: TestRequest): boolean {
    const { credentials, scheme = "md5" } = this.#behaviour;
    if (!credentials) return true;
    const given = headers.get("authorization") ?? "";
    const { username, password } = credentials;
    if (scheme === "basic") return given === `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const field = (name: string): string => new RegExp(`\\b${name}="?([^",]*)"?`).exec(given)?.[1] ?? "";
    const hash = (value: string): string =>
      createHash(scheme === "sha256" ? "sha256" : "md5")
        .update(value)
        .digest("hex");
    const secret = hash(`${username}:test:${password}`);
    const subject = hash(`${method}:${field("uri")}`);
    const qop = field("qop") === "" ? "" : `${field("nc")}:${field("cnonce")}:${field("qop")}:`;
    const right = field("nonce") === this.#nonce && field("response") === hash(`${secret}:${this.#nonce}:${qop}${subject}`);
    if (scheme === "nonce-per-request") this.#nonce = randomBytes(8).toString("hex");
    return right;
  }

  #play(socket: Socket): NodeJS.Timeout {
    const packetizer = new Packetizer(this.#behaviour.packets ?? { mtu: 900 });
    const begin = Date.now();
    const { clockOffsetMs = 0 } = this.#behaviour;
    let { pictures } = this;
    let count = 0;
    return setInterval(() => {
      // Timers come late; the camera keeps its rate.
      while (count * FRAME_MS <= Date.now() - begin) {
        const timestamp = 0xffff_0000 + count * 3600;
        if (count % 12 === 0) pictures = this.pictures;
        const picture = pictures[count % pictures.length] ?? [];
        if (!this.frozen) {
          const reports = clockOffsetMs !== null && count % 25 === 0;
          if (reports) socket.write(interleaved(1, senderReport(begin + count * FRAME_MS + clockOffsetMs, timestamp)));
          for (const packet of packetizer.packets(picture, timestamp)) {
            const tampered = this.tamper(packet);
            if (tampered) socket.write(interleaved(0, tampered));
          }
          this.sent++;
        }
        count++;
      }
    }, FRAME_MS);
  }
}

function parse(text: string): TestRequest {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", url = ""] = first.split(" ");
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { method, url, headers };
}

/** A session description with parameter sets, and an audio track. */
export function describe(pictures: readonly CodedPicture[]): string {
  const sets = parameterSetsOf(pictures).map((nal) => nal.toString("base64"));
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=test",
    "t=0 0",
    "a=control:*",
    "m=video 0 RTP/AVP 96",
    "a=rtpmap:96 H264/90000",
    `a=fmtp:96 packetization-mode=1;sprop-parameter-sets=${sets.join(",")}`,
    "a=framerate:25",
    "a=control:trackID=0",
    "m=audio 0 RTP/AVP 8",
    "a=control:trackID=1",
    "",
  ].join("\r\n");
}

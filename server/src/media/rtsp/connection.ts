import { lookup } from "node:dns";
import { connect, type LookupFunction, type Socket } from "node:net";
import { type Result, ok, refuse, Turns } from "@amaliyat/domain/kernel";
import type { CameraRefusal } from "../model.ts";
import { cameraRefusal } from "../refusals.ts";
import { ByteStream } from "./byte-stream.ts";
import { LIMITS } from "./limits.ts";
import { answerTo, formatRequest, header, statusOf, type RtspMessage } from "./message.ts";

/**
 * One read buffer for all connections of a thread: each read is used up before the next one. 256 KiB take what a 4 Mbit/s camera sends in
 * half a second, so that a batch is one system call.
 */
const READ_BUFFER = Buffer.allocUnsafeSlow(256 * 1024);

/** Look-ups of names, one at a time: they hold threads of the pool that also writes the files, and a dead name server may not take them all. */
const lookUps = new Turns();

const lookUp: LookupFunction = (host, options, found) => {
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      lookup(host, options, (...answer) => {
        resolve();
        found(...answer);
      });
    });
  void lookUps.run(turn);
};

/** Told once, unless `close` was called first. */
export type EndHandler = (refusal: CameraRefusal) => void;

type Waiting = { readonly cseq: number; readonly settle: (answer: Result<RtspMessage, CameraRefusal>) => void };

/** True if the first bytes of a server may be RTSP: an answer, a request, or a frame between them. */
const beginsRtsp = (text: string): boolean => text.startsWith("$") || "RTSP/".startsWith(text.slice(0, 5)) || /^[A-Z_]+( |$)/.test(text);

/** A TCP connection to a camera: requests with answers, interleaved frames, reading on arrival or in batches. */
export class Connection {
  /** Bytes received so far. */
  received = 0;
  /** Pause after every read until `resume`: the kernel gathers what arrives between. */
  batched = false;
  readonly stream: ByteStream;
  readonly #socket: Socket;
  readonly #ended: EndHandler;
  #waiting: Waiting | null = null;
  #cseq = 0;
  #over: CameraRefusal | null = null;
  /** True if the first bytes are no RTSP. */
  #strange = false;
  /** Bytes that the camera may send now: it is filled at the rate of the limit, up to one burst. */
  #allowance: number = LIMITS.burstBytes;
  #allowedAt = performance.now();

  private constructor(host: string, port: number, ended: EndHandler) {
    this.#ended = ended;
    this.stream = new ByteStream((message) => this.#message(message));
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      lookup: lookUp,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#read(length) },
    });
  }

  /** Opens the connection; refuses with `camera.unreachable`. */
  static open(host: string, port: number, ended: EndHandler): Promise<Result<Connection, CameraRefusal>> {
    const { promise, resolve } = Promise.withResolvers<Result<Connection, CameraRefusal>>();
    const connection = new Connection(host, port, (refusal) => {
      resolve(refuse(refusal));
      if (connected) ended(refusal);
    });
    let connected = false;
    const socket = connection.#socket;
    const timer = setTimeout(() => connection.#end(cameraRefusal("camera.unreachable", "no answer to connect")), LIMITS.connectMs);
    socket.once("connect", () => {
      connected = true;
      clearTimeout(timer);
      resolve(ok(connection));
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      connection.#end(cameraRefusal(connected ? "camera.ended" : "camera.unreachable", error.code ?? "socket error"));
    });
    socket.on("close", () => {
      clearTimeout(timer);
      connection.#end(cameraRefusal(connection.#strange ? "camera.not_rtsp" : "camera.ended", "closed by the camera"));
    });
    return promise;
  }

  /** Refusal that ended the connection, or null while it lives. */
  get over(): CameraRefusal | null {
    return this.#over;
  }

  /** One request at a time; refuses with `camera.timed_out`, or with what ended the connection. */
  request(method: string, url: string, headers: readonly (readonly [string, string])[]): Promise<Result<RtspMessage, CameraRefusal>> {
    if (this.#over) return Promise.resolve(refuse(this.#over));
    const cseq = ++this.#cseq;
    const { promise, resolve } = Promise.withResolvers<Result<RtspMessage, CameraRefusal>>();
    const timer = setTimeout(
      () => settle(refuse(cameraRefusal(this.#strange ? "camera.not_rtsp" : "camera.timed_out", method))),
      LIMITS.answerMs,
    );
    const settle = (answer: Result<RtspMessage, CameraRefusal>): void => {
      clearTimeout(timer);
      if (this.#waiting?.cseq === cseq) this.#waiting = null;
      resolve(answer);
    };
    this.#waiting = { cseq, settle };
    this.#socket.write(formatRequest(method, url, [["CSeq", String(cseq)], ["User-Agent", "Amaliyat"], ...headers]));
    return promise;
  }

  /** Reads on after a batch. Nothing happens if reading was not paused. */
  resume(): void {
    if (!this.#over) this.#socket.resume();
  }

  /** Closes without `ended`. `lastWords` is sent first; a camera that does not close in turn is cut off. */
  close(lastWords?: { readonly method: string; readonly url: string; readonly headers: readonly (readonly [string, string])[] }): void {
    if (this.#over) return;
    this.#over = cameraRefusal("camera.ended", "closed by us");
    this.#waiting?.settle(refuse(this.#over));
    const socket = this.#socket;
    if (lastWords && !socket.connecting) {
      socket.resume();
      socket.end(formatRequest(lastWords.method, lastWords.url, [["CSeq", String(++this.#cseq)], ...lastWords.headers]));
      const timer = setTimeout(() => socket.destroy(), 500);
      timer.unref();
    } else socket.destroy();
  }

  #read(length: number): boolean {
    if (this.#over) return true;
    if (this.received === 0) this.#strange = !beginsRtsp(READ_BUFFER.toString("latin1", 0, Math.min(length, 20)));
    this.received += length;
    if (this.#floods(length)) {
      this.#end(cameraRefusal("camera.floods", "more than 50 Mbit/s"));
      return true;
    }
    if (this.#strange && READ_BUFFER.toString("latin1", 0, 5) === "HTTP/") {
      this.#end(cameraRefusal("camera.not_rtsp", "answers HTTP"));
      return true;
    }
    try {
      const failure = this.stream.push(READ_BUFFER, length);
      if (failure !== null) this.#end(cameraRefusal("camera.malformed", failure));
    } catch (error) {
      // A fault of ours in reading one camera ends that camera's connection, not the worker and its other cameras.
      this.#end(cameraRefusal("camera.malformed", `internal: ${error instanceof Error ? error.message : "unknown"}`));
    }
    return !this.batched || length === READ_BUFFER.length;
  }

  #floods(length: number): boolean {
    const now = performance.now();
    const grown = this.#allowance + ((now - this.#allowedAt) * LIMITS.bytesPerS) / 1000;
    this.#allowance = Math.min(LIMITS.burstBytes, grown) - length;
    this.#allowedAt = now;
    return this.#allowance < 0;
  }

  #message(message: RtspMessage): void {
    // Some cameras say something else first.
    this.#strange = false;
    if (statusOf(message) === null) {
      this.#socket.write(answerTo(message));
      return;
    }
    const cseq = header(message, "cseq");
    // Some cameras leave CSeq out; one request is open at a time, so the answer is its own.
    if (this.#waiting && (cseq === null || Number(cseq) === this.#waiting.cseq)) this.#waiting.settle(ok(message));
  }

  #end(refusal: CameraRefusal): void {
    if (this.#over) return;
    this.#over = refusal;
    this.#socket.destroy();
    this.#waiting?.settle(refuse(refusal));
    this.#ended(refusal);
  }
}

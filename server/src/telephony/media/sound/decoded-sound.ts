import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import type { Clock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import { decodedFile } from "./captured.ts";
import type { Copied, Media } from "../media.ts";
import { pcapHead, pcapPacket } from "./pcap.ts";

/** Our own listener to what a caller says: one for each call, so that one that the last server had is known by its name. */
const LISTENER = "decoded";

/** The media server opens its file a moment after it was told to record (ms). */
const [FILE_WITHIN, LOOK_EVERY] = [500, 20];

/** A packet that is off by more than this begins anew when it came (ms): the clock was set, or the sender's jumped. */
const OFF = 2_000;
/** Largest share by which the sender's clock may be slower than ours: crystals are 50 times better. */
const DRIFT = 0.001;

/**
 * Send times of packets, by the sender's own clock, which goes on while this server is busy. The earliest packet that came on time fixes
 * its offset.
 */
export class SentAt {
  #source = -1;
  #timestamp = 0;
  #at = 0;

  /** The moment (epoch ms) of a packet with a time stamp of 8 kHz that came `now`. */
  of(now: number, source: number, timestamp: number): number {
    const step = ((timestamp - this.#timestamp) | 0) / 8;
    const due = this.#at + step;
    this.#at = source !== this.#source || Math.abs(now - due) > OFF ? now : Math.min(now, due + Math.max(0, step) * DRIFT);
    [this.#source, this.#timestamp] = [source, timestamp];
    return this.#at;
  }
}

/**
 * Keeps what callers say whose sound the converter cannot read (G.722, Opus, G.729): the media server keeps packets as they came, and decodes
 * those that it sends on. A copy of the caller's sound comes to a port of ours, and lies beside the media server's own file.
 */
export type DecodedSound = AsyncDisposable & {
  /** Begins a new file for a call that is being recorded. `port` is one of ours at which its caller's sound comes. */
  readonly begin: (caller: Copied, port: number) => Promise<void>;
  /** True where a file was begun and has not ended. */
  readonly keeps: (callId: string) => boolean;
  /** Ends once its file is closed. Later packets are not kept. */
  readonly end: (callId: string) => Promise<void>;
};

async function fileOf(captured: string, callId: string): Promise<string> {
  for (let waited = 0; waited <= FILE_WITHIN; waited += LOOK_EVERY) {
    const path = await decodedFile(captured, callId);
    if (path !== null) return path;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  throw new Error("the media server keeps no file of this call");
}

/** `address` is that of the media server, `captured` its folder of packets. */
export function captureDecoded(media: Media, address: string, captured: string, clock: Clock, log: Log): DecodedSound {
  const kept = new Map<string, AsyncDisposable>();

  async function capture(caller: Copied, port: number): Promise<AsyncDisposable> {
    const { callId } = caller;
    const path = await fileOf(captured, callId);
    await using stack = new AsyncDisposableStack();
    const socket = createSocket("udp4");
    stack.defer(() => void socket.close());
    socket.on("error", () => undefined);
    socket.bind(0, address);
    await once(socket, "listening");
    const sentAt = new SentAt();
    let from: number | null = null;
    let file: WriteStream | null = null;
    socket.on("message", (packet, { address: host, port: theirs }) => {
      if (host !== address || theirs !== from || packet.length <= 12 || file === null || file.destroyed) return;
      file.write(pcapPacket(sentAt.of(clock(), packet.readUInt32BE(8), packet.readUInt32BE(4)), port, packet));
    });
    await media.copy(caller, LISTENER, { address, port: socket.address().port }, (theirs) => (from = theirs));
    const opened = createWriteStream(path, { flags: "wx", mode: 0o600 });
    const closed = new Promise<void>((resolve) => void opened.once("close", resolve));
    opened.on("error", (error) => log.error({ err: error, callId }, "telephony: decoded sound not stored"));
    opened.write(pcapHead());
    file = opened;
    const sound = new AsyncDisposableStack();
    sound.defer(() => closed);
    sound.defer(() => void opened.end());
    sound.use(stack.move());
    return sound;
  }

  async function close(callId: string): Promise<void> {
    const one = kept.get(callId);
    kept.delete(callId);
    await one?.[Symbol.asyncDispose]();
  }
  return {
    begin: async (caller, port) => {
      await close(caller.callId);
      await media.unsubscribe(caller.callId, LISTENER);
      kept.set(caller.callId, await capture(caller, port));
    },
    keeps: (callId) => kept.has(callId),
    end: async (callId) => {
      if (!kept.has(callId)) return;
      await close(callId);
      await media.unsubscribe(callId, LISTENER);
    },
    [Symbol.asyncDispose]: async () => void (await Promise.all([...kept.keys()].map(close))),
  };
}

import { backOffMs } from "@amaliyat/domain/kernel";
import { randomInt } from "node:crypto";
import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";
import type { Log } from "../../platform/log.ts";
import { cutFrames } from "./frames.ts";
import { RETRY_FIRST_MS, RETRY_LAST_MS, WAITING_MESSAGES, WAITING_MS } from "./limits.ts";

export type LinkOptions = {
  /** Loopback alone: the edge is the only peer. */
  readonly host: string;
  /** Port at which the edge finds us. */
  readonly port: number;
  /** Port at which we find the edge. */
  readonly edgePort: number;
  readonly log: Log;
  readonly received: (message: string) => void;
  readonly linked: (up: boolean) => void;
};

/** The TCP connections to the edge: one that we open and keep, and those that it opens to us. */
export type Link = AsyncDisposable & {
  readonly isUp: () => boolean;
  /** Sends, or keeps a little while until the edge is there again; rejects when it is not in time. */
  readonly send: (message: string) => Promise<void>;
};

type Waiting = {
  readonly message: string;
  readonly sent: () => void;
  readonly failed: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

export async function openLink({ host, port, edgePort, log, received, linked }: LinkOptions): Promise<Link> {
  const sockets = new Set<Socket>();
  const waiting = new Set<Waiting>();
  let up: Socket | null = null;
  let closing = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;

  function read(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    let rest: Buffer = Buffer.alloc(0);
    socket.on("error", (error) => log.debug({ error: error.message }, "sip: link to the edge cut"));
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      const { messages, pings, rest: left, failure } = cutFrames(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]));
      rest = left;
      if (pings > 0) socket.write("\r\n".repeat(pings));
      for (const message of messages) received(message);
      if (failure === null) return;
      log.warn({ failure }, "sip: no SIP from the edge, connection closed");
      rest = Buffer.alloc(0);
      socket.destroy();
    });
  }

  function dial(): void {
    const socket = connect({ host, port: edgePort });
    read(socket);
    socket.on("connect", () => {
      up = socket;
      failures = 0;
      for (const each of waiting) {
        clearTimeout(each.timer);
        socket.write(each.message);
        each.sent();
      }
      waiting.clear();
      linked(true);
    });
    socket.on("close", () => {
      if (up === socket) {
        up = null;
        linked(false);
      }
      if (!closing)
        retry = setTimeout(dial, backOffMs({ firstMs: RETRY_FIRST_MS, longestMs: RETRY_LAST_MS }, ++failures, randomInt(1_000) / 1_000));
    });
  }

  function wait(message: string): Promise<void> {
    if (closing || waiting.size >= WAITING_MESSAGES) return Promise.reject(new Error("the edge is not linked"));
    return new Promise((sent, failed) => {
      const timer = setTimeout(() => {
        waiting.delete(entry);
        failed(new Error("the edge is not linked"));
      }, WAITING_MS);
      const entry: Waiting = { message, sent, failed, timer };
      waiting.add(entry);
    });
  }

  const server = createServer(read);
  server.listen(port, host);
  await once(server, "listening");
  dial();

  return {
    isUp: () => up !== null,
    send: (message) => {
      if (up === null) return wait(message);
      up.write(message);
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: async () => {
      closing = true;
      clearTimeout(retry);
      for (const each of waiting) {
        clearTimeout(each.timer);
        each.failed(new Error("the link is closed"));
      }
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

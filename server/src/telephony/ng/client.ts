import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { ExchangeFault } from "../exchange.ts";

/** What the media server answered: `result` and what belongs to the order. */
export type NgReply = Readonly<Record<string, unknown>>;

/** Orders to rtpengine in its "ng" protocol: `cookie JSON` over UDP, answered under the same cookie. */
export type Ng = AsyncDisposable & {
  /** Rejects with `ExchangeFault` where rtpengine refuses or does not answer. */
  readonly order: (command: string, values: Readonly<Record<string, unknown>>) => Promise<NgReply>;
};

/** Waits before an order goes again, then before it is given up (ms): rtpengine answers within 2 ms unless it is down. */
const WAITS_MS = [150, 300, 600, 1_000];

type Pending = { readonly done: (reply: NgReply) => void; readonly failed: (error: Error) => void; timer: NodeJS.Timeout };

const isRecord = (value: unknown): value is NgReply => typeof value === "object" && value !== null && !Array.isArray(value);

function readReply(message: Buffer): { cookie: string; reply: NgReply | null } {
  const text = message.toString("utf8");
  const gap = text.indexOf(" ");
  if (gap < 0) return { cookie: text, reply: null };
  try {
    const reply: unknown = JSON.parse(text.slice(gap + 1));
    return { cookie: text.slice(0, gap), reply: isRecord(reply) ? reply : null };
  } catch {
    return { cookie: text.slice(0, gap), reply: null };
  }
}

/**
 * Opens a socket to rtpengine on loopback. An order that is lost goes again under its cookie, for which rtpengine gives the answer that
 * it had given, without doing it twice; an answer that comes twice is heard once.
 */
export async function openNg(port: number, waitsMs: readonly number[] = WAITS_MS): Promise<Ng> {
  const socket = createSocket("udp4");
  const pending = new Map<string, Pending>();
  socket.on("error", () => undefined);
  socket.on("message", (message) => {
    const { cookie, reply } = readReply(message);
    const asked = pending.get(cookie);
    if (asked === undefined) return;
    pending.delete(cookie);
    clearTimeout(asked.timer);
    if (reply === null) asked.failed(new ExchangeFault("the media server answered what is no answer"));
    else if (reply["result"] === "error") asked.failed(new ExchangeFault(`the media server refuses: ${String(reply["error-reason"])}`));
    else asked.done(reply);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");

  return {
    order: (command, values) => {
      const cookie = randomBytes(8).toString("hex");
      const bytes = Buffer.from(`${cookie} ${JSON.stringify({ command, ...values })}`);
      return new Promise((done, failed) => {
        let tries = 0;
        const send = (): NodeJS.Timeout => {
          socket.send(bytes, port, "127.0.0.1", () => undefined);
          return setTimeout(again, waitsMs[tries++]);
        };
        const asked: Pending = { done, failed, timer: send() };
        function again(): void {
          if (tries < waitsMs.length) {
            asked.timer = send();
            return;
          }
          pending.delete(cookie);
          failed(new ExchangeFault(`the media server does not answer (${command})`));
        }
        pending.set(cookie, asked);
      });
    },
    [Symbol.asyncDispose]: async () => {
      for (const { timer, failed } of pending.values()) {
        clearTimeout(timer);
        failed(new ExchangeFault("the link to the media server is closed"));
      }
      pending.clear();
      socket.close();
      await once(socket, "close");
    },
  };
}

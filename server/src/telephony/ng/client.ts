import { createSocket } from "node:dgram";
import { once } from "node:events";
import { ExchangeFault } from "../exchange.ts";
import { makeToken } from "../token.ts";

/** Reply of the media server: `result` and the values of the order. */
export type NgReply = Readonly<Record<string, unknown>>;

/** Orders to rtpengine in its "ng" protocol: `cookie JSON` over UDP, answered under the same cookie. */
export type Ng = AsyncDisposable & {
  /** Rejects with `ExchangeFault` where rtpengine refuses or does not answer. */
  readonly order: (command: string, values: Readonly<Record<string, unknown>>) => Promise<NgReply>;
};

/** Waits before an order goes again, then before it is given up (ms): rtpengine answers within 2 ms unless it is down. */
const WAITS_MS = [150, 300, 600, 1_000];

/**
 * So many orders are with rtpengine at a time; others wait here. Its socket holds some hundred: of 230 callers whom a server that came back
 * answered at once, each order was lost, and all were lost again together. With 32, orders of 40 calls a second waited here for 0.3 s.
 */
const AT_ONCE = 64;

/** No caller waits for it: it goes when no other order waits. */
const LATER = "delete";

/** Questions about rtpengine itself do not wait behind orders. */
const QUESTIONS: ReadonlySet<string> = new Set(["ping", "statistics"]);

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
 * Opens a socket to rtpengine on loopback. A lost order goes again under its cookie; rtpengine then repeats its answer without a second
 * effect. A duplicate answer is taken once.
 */
export async function openNg(port: number, waitsMs: readonly number[] = WAITS_MS): Promise<Ng> {
  const socket = createSocket("udp4");
  let isClosed = false;
  const pending = new Map<string, Pending>();
  type Waiting = { readonly begin: () => void; readonly failed: (error: Error) => void };
  const waiting: Waiting[] = [];
  const later: Waiting[] = [];
  const forget = (cookie: string): void => {
    pending.delete(cookie);
    while (pending.size < AT_ONCE && waiting.length + later.length > 0) (waiting.shift() ?? later.shift())?.begin();
  };
  socket.on("error", () => undefined);
  socket.on("message", (message) => {
    const { cookie, reply } = readReply(message);
    const asked = pending.get(cookie);
    if (asked === undefined) return;
    forget(cookie);
    clearTimeout(asked.timer);
    if (reply === null) asked.failed(new ExchangeFault("the media server answered what is no answer"));
    else if (reply["result"] === "error") asked.failed(new ExchangeFault(`the media server refuses: ${String(reply["error-reason"])}`));
    else asked.done(reply);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");

  return {
    order: (command, values) => {
      const cookie = makeToken();
      const bytes = Buffer.from(`${cookie} ${JSON.stringify({ command, ...values })}`);
      return new Promise((done, failed) => {
        let tries = 0;
        const begin = (): void => void pending.set(cookie, { done, failed, timer: send() });
        const send = (): NodeJS.Timeout => {
          socket.send(bytes, port, "127.0.0.1", () => undefined);
          return setTimeout(again, waitsMs[tries++]);
        };
        function again(): void {
          const asked = pending.get(cookie);
          if (asked === undefined) return;
          if (tries < waitsMs.length) {
            asked.timer = send();
            return;
          }
          forget(cookie);
          failed(new ExchangeFault(`the media server does not answer (${command})`));
        }
        if (pending.size < AT_ONCE || QUESTIONS.has(command)) begin();
        else (command === LATER ? later : waiting).push({ begin, failed });
      });
    },
    [Symbol.asyncDispose]: async () => {
      if (isClosed) return;
      isClosed = true;
      for (const { timer } of pending.values()) clearTimeout(timer);
      for (const { failed } of [...pending.values(), ...waiting.splice(0), ...later.splice(0)])
        failed(new ExchangeFault("the link to the media server is closed"));
      pending.clear();
      socket.close();
      await once(socket, "close");
    },
  };
}

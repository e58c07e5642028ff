import { connect, type Socket } from "node:net";
import { z } from "zod";
import type { Log } from "../../platform/log.ts";

const key = z.string().regex(/^[0-9a-f]{32}$/);
/** Own record of the edge on a saved call; a restarted edge gets it back unchanged. */
const kept = z.string().regex(/^[^\s"\\]{1,4000}$/);

/** Events of the edge: consoles that come and go, and calls that it saved while we were dead. */
const told = z.discriminatedUnion("event", [
  z.object({ event: z.literal("phone"), extension: z.string(), up: z.literal([0, 1]), media: z.enum(["rtp", "browser"]) }),
  /** One page of a person is gone, while another is open: its contact, as user and host, and the instance that stands for it in dialogs. */
  z.object({ event: z.literal("left"), extension: z.string(), contact: z.string(), instance: z.string() }),
  z.object({
    event: z.literal("survived"),
    key,
    kept,
    dialled: z.string(),
    from: z.string(),
    extension: z.string(),
    /** The number of the other room, where that has taken the call. */
    to: z.string().default(""),
    begun: z.coerce.number(),
    ended: z.coerce.number(),
  }),
  z.object({ event: z.literal("surviving"), key, kept }),
  z.object({ event: z.literal("forgotten"), key }),
  z.object({ event: z.literal("listed") }),
]);
export type EdgeEvent = z.output<typeof told>;

export type EdgeEvents = AsyncDisposable & { readonly say: (text: string) => void };

const RETRY_MS = 500;
const LONGEST = 65_536;

const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/** Cuts netstrings (`length:text,`); null in `rest` where the bytes are none. */
export function cutNetstrings(bytes: Buffer): { texts: string[]; rest: Buffer | null } {
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const colon = bytes.indexOf(0x3a, at);
    if (colon < 0) return { texts, rest: bytes.length - at > 8 ? null : bytes.subarray(at) };
    const said = bytes.toString("latin1", at, colon);
    if (!/^\d{1,5}$/.test(said) || Number(said) > LONGEST) return { texts, rest: null };
    const end = colon + 1 + Number(said);
    if (bytes.length <= end) return { texts, rest: bytes.subarray(at) };
    texts.push(bytes.toString("utf8", colon + 1, end));
    at = end + 1;
  }
  return { texts, rest: Buffer.alloc(0) };
}

type Hearing = {
  readonly port: number;
  /** The key by which the edge that runs knows the room. */
  readonly key: () => string;
  readonly log: Log;
  readonly heard: (event: EdgeEvent) => void;
  readonly linked: (up: boolean) => void;
};

/**
 * Listens to the edge, and links again when it was away. Orders and events while it is away are lost. The edge takes orders with its key alone,
 * and tells nothing to anybody who has given none.
 */
export function hearEdge({ port, key, log, heard, linked }: Hearing): EdgeEvents {
  let known = key();
  let socket: Socket | null = null;
  let closing = false;
  let retry: NodeJS.Timeout | undefined;

  function onMessage(text: string): void {
    try {
      heard(told.parse(JSON.parse(text)));
    } catch (error) {
      log.warn({ err: error }, "edge: unreadable message");
    }
  }

  function dial(): void {
    const made = connect(port, "127.0.0.1");
    socket = made;
    let rest: Buffer = Buffer.alloc(0);
    made.on("error", () => undefined);
    made.on("connect", () => {
      // An edge that was started anew has another key.
      known = key();
      made.write(netstring(`${known} hello`));
      linked(true);
    });
    made.on("data", (chunk) => {
      const cut = cutNetstrings(Buffer.concat([rest, chunk]));
      for (const text of cut.texts) onMessage(text);
      if (cut.rest === null) made.destroy();
      else rest = cut.rest;
    });
    made.on("close", () => {
      linked(false);
      if (!closing) retry = setTimeout(dial, RETRY_MS);
    });
  }
  dial();
  return {
    say: (text) => void socket?.write(netstring(`${known} ${text}`)),
    [Symbol.asyncDispose]: async () => {
      closing = true;
      clearTimeout(retry);
      socket?.destroy();
      await Promise.resolve();
    },
  };
}

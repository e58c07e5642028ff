import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { pino } from "pino";
import { cutFrames } from "../sip/frames.ts";
import { openEndpoint, type Endpoint, type Incoming } from "../sip/endpoint.ts";
import { freePorts } from "./free-port.ts";

export const silent = pino({ level: "silent" });

/** A SIP message as a test looks at it. */
export type Seen = {
  readonly start: string;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
};

export function seen(text: string): Seen {
  const end = text.indexOf("\r\n\r\n");
  const head = text.slice(0, end);
  return {
    start: head.split("\r\n")[0] ?? "",
    text,
    header: (name) => new RegExp(`^${name}[ \\t]*:[ \\t]*(.*)$`, "im").exec(head)?.[1],
    body: text.slice(end + 4),
  };
}

/** An edge that a test plays: it is linked with an endpoint of ours, sends it what it is told and gives what comes, one by one. */
export type FakeEdge = AsyncDisposable & {
  readonly endpoint: Endpoint;
  readonly send: (text: string) => void;
  /** The next message that came, in order; fails after 2 s. */
  readonly next: () => Promise<Seen>;
  readonly hasMore: () => boolean;
  readonly ports: { readonly port: number; readonly edgePort: number };
  /** Ends the endpoint and starts another on the same ports. */
  readonly again: () => Promise<Endpoint>;
};

const nothing = (): void => undefined;

export async function fakeEdge(incoming: (call: Incoming) => void): Promise<FakeEdge> {
  const [port = 0, edgePort = 0] = await freePorts(2);
  const queue: Seen[] = [];
  let wake = nothing;
  const sockets = new Set<Socket>();
  const read = (socket: Socket): void => {
    sockets.add(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      const cut = cutFrames(Buffer.concat([rest, chunk]));
      rest = cut.rest;
      queue.push(...cut.messages.map(seen));
      wake();
    });
  };
  const server = createServer(read).listen(edgePort, "127.0.0.1");
  await once(server, "listening");
  const open = (): Promise<Endpoint> =>
    openEndpoint({ port, edgePort, realm: "room.test", sos: "17", log: silent, incoming, isOpen: () => true, linked: () => undefined });
  let endpoint = await open();
  let out = connect(port, "127.0.0.1");
  read(out);
  return {
    get endpoint() {
      return endpoint;
    },
    ports: { port, edgePort },
    send: (text) => void out.write(text),
    hasMore: () => queue.length > 0,
    next: async () => {
      const until = Date.now() + 2_000;
      while (queue.length === 0) {
        if (Date.now() > until) throw new Error("no message came within 2 s");
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), new Promise((resolve) => setTimeout(resolve, 50))]);
      }
      return queue.shift() ?? seen("");
    },
    again: async () => {
      await endpoint[Symbol.asyncDispose]();
      endpoint = await open();
      out = connect(port, "127.0.0.1");
      read(out);
      return endpoint;
    },
    [Symbol.asyncDispose]: async () => {
      await endpoint[Symbol.asyncDispose]();
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** As the room writes it again. */
const SDP = [
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "c=IN IP4 127.0.0.1",
  "t=0 0",
  "m=audio 4000 RTP/AVP 8",
  "a=rtpmap:8 PCMA/8000",
  "a=sendrecv",
  "",
].join("\r\n");
export const someSdp = SDP;

let branch = 0;

/** A request of the caller `call`, as the edge hands it on. */
export function request(
  method: string,
  call: string,
  { cseq = 1, toTag = "", sdp = "", headers = [] as readonly string[], via = `z9hG4bK${++branch}x` } = {},
): string {
  return [
    `${method} sip:room@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/TCP 127.0.0.1:5062;branch=${via}`,
    "Max-Forwards: 69",
    `From: "Amine" <sip:0661234567@op.example>;tag=${call}-from`,
    `To: <sip:17@room.test>${toTag === "" ? "" : `;tag=${toTag}`}`,
    `Call-ID: ${call}`,
    `CSeq: ${cseq} ${method}`,
    "Contact: <sip:0661234567@192.0.2.7:5060>",
    ...headers,
    ...(sdp === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${Buffer.byteLength(sdp)}`,
    "",
    sdp,
  ].join("\r\n");
}

/** The answer of another party to a request of ours. */
export function answerTo(asked: Seen, status: string, { toTag = "theirs", sdp = "", headers = [] as readonly string[] } = {}): string {
  const to = asked.header("To") ?? "";
  return [
    `SIP/2.0 ${status}`,
    `Via: ${asked.header("Via")}`,
    `From: ${asked.header("From")}`,
    `To: ${to.includes("tag=") ? to : `${to};tag=${toTag}`}`,
    `Call-ID: ${asked.header("Call-ID")}`,
    `CSeq: ${asked.header("CSeq")}`,
    "Contact: <sip:101@192.0.2.9:5060>",
    ...headers,
    ...(sdp === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${Buffer.byteLength(sdp)}`,
    "",
    sdp,
  ].join("\r\n");
}

export const tagOf = (answer: Seen): string => /;tag=([^;\s]+)/.exec(answer.header("To") ?? "")?.[1] ?? "";

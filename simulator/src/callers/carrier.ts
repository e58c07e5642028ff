import { createSocket } from "node:dgram";
import { once } from "node:events";

/** Transport of a telephone's messages. */
export type Carrier = {
  /** Address in Via and Contact. */
  readonly via: string;
  readonly contact: (user: string) => string;
  readonly send: (text: string) => void;
  readonly onMessage: (heard: (text: string) => void) => void;
  /** The link was lost and stands again. */
  readonly onAgain: (again: () => void) => void;
  readonly close: () => void;
  /** The address of the telephone's sound; that of loopback by IPv4 where it says none. */
  readonly soundHost?: string;
};

/** SIP over UDP from a port of its own: a telephone outside, or the operator's gateway. */
export async function overUdp(edge: { host: string; port: number }, local: { host?: string; port?: number } = {}): Promise<Carrier> {
  const host = local.host ?? "127.0.0.1";
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4").bind(local.port ?? 0, host);
  await once(socket, "listening");
  socket.on("error", () => undefined);
  const { port } = socket.address();
  const at = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  return {
    ...(host.includes(":") && { soundHost: host }),
    via: `SIP/2.0/UDP ${at}`,
    contact: (user) => `<sip:${user}@${at}>`,
    send: (text) => socket.send(text, edge.port, edge.host),
    onMessage: (heard) => void socket.on("message", (bytes) => heard(bytes.toString("utf8"))),
    onAgain: () => undefined,
    close: () => void socket.close(),
  };
}

/** Waits between attempts to link again (ms): each console another, so that a room full of them does not come at once. */
const AGAIN_MS = { least: 200, most: 1_500 };

export type WebSocketOptions = {
  /** A session's cookie, where the link goes by the room. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Links again when the link is lost. */
  readonly again?: boolean;
};

/** SIP over WebSocket (RFC 7118): a console. It says in its address that it takes plain RTP. Rejects where the first link fails. */
export async function overWebSocket(url: string, { headers = {}, again = false }: WebSocketOptions = {}): Promise<Carrier> {
  const listeners: ((text: string) => void)[] = [];
  const returns: (() => void)[] = [];
  let socket: WebSocket | null = null;
  let over = false;
  function dial(): Promise<void> {
    const made = new WebSocket(url, { protocols: ["sip"], headers });
    made.addEventListener("message", ({ data }) => listeners.forEach((heard) => heard(String(data))));
    return new Promise<void>((opened, failed) => {
      made.addEventListener("open", () => {
        socket = made;
        opened();
      });
      made.addEventListener("error", () => failed(new Error(`no WebSocket at ${url}`)));
      made.addEventListener("close", () => {
        if (socket === made && again && !over) later();
      });
    });
  }
  function later(): void {
    setTimeout(
      () => {
        if (!over) dial().then(() => returns.forEach((again) => again()), later);
      },
      AGAIN_MS.least + Math.random() * (AGAIN_MS.most - AGAIN_MS.least),
    );
  }
  await dial();
  return {
    via: "SIP/2.0/WS console.invalid",
    contact: (user) => `<sip:${user}@console.invalid;transport=ws;media=rtp>`,
    send: (text) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(text);
    },
    onMessage: (heard) => void listeners.push(heard),
    onAgain: (stands) => void returns.push(stands),
    close: () => {
      over = true;
      socket?.close();
    },
  };
}

import { createSocket } from "node:dgram";
import { once } from "node:events";

/** How a telephone's messages travel. */
export type Carrier = {
  /** What stands in Via and Contact. */
  readonly via: string;
  readonly contact: (user: string) => string;
  readonly send: (text: string) => void;
  readonly onMessage: (heard: (text: string) => void) => void;
  readonly close: () => void;
};

/** SIP over UDP from a port of its own: a telephone outside, or the operator's gateway. */
export async function overUdp(edge: { host: string; port: number }, local: { host?: string; port?: number } = {}): Promise<Carrier> {
  const socket = createSocket("udp4").bind(local.port ?? 0, local.host ?? "127.0.0.1");
  await once(socket, "listening");
  socket.on("error", () => undefined);
  const { address, port } = socket.address();
  return {
    via: `SIP/2.0/UDP ${address}:${port}`,
    contact: (user) => `<sip:${user}@${address}:${port}>`,
    send: (text) => socket.send(text, edge.port, edge.host),
    onMessage: (heard) => void socket.on("message", (bytes) => heard(bytes.toString("utf8"))),
    close: () => void socket.close(),
  };
}

/** SIP over WebSocket (RFC 7118): a console. It says in its address that it takes plain RTP. */
export async function overWebSocket(url: string): Promise<Carrier> {
  const socket = new WebSocket(url, ["sip"]);
  await new Promise<void>((opened, failed) => {
    socket.addEventListener("open", () => opened(), { once: true });
    socket.addEventListener("error", () => failed(new Error(`no WebSocket at ${url}`)), { once: true });
  });
  return {
    via: "SIP/2.0/WS console.invalid",
    contact: (user) => `<sip:${user}@console.invalid;transport=ws;media=rtp>`,
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    onMessage: (heard) => socket.addEventListener("message", ({ data }) => heard(String(data))),
    close: () => socket.close(),
  };
}

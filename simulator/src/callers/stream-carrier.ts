import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { connect as connectSecure, createServer as createSecure } from "node:tls";
import type { Carrier } from "./carrier.ts";

/** Key and certificate of the telephone, and the authority of the other side, in PEM. */
export type StreamTls = { readonly key: string; readonly cert: string; readonly ca: string };
export type StreamOptions = { readonly host?: string; readonly port?: number; readonly tls?: StreamTls };

/** Cuts the bytes of a stream into messages, each as long as its Content-Length says (RFC 3261 §18.3). */
function cut(bytes: Buffer): { readonly messages: string[]; readonly rest: Buffer } {
  const messages: string[] = [];
  let rest = bytes;
  for (;;) {
    while (rest[0] === 0x0d || rest[0] === 0x0a) rest = rest.subarray(1);
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) return { messages, rest };
    const length = end + 4 + Number(/^(?:Content-Length|l)[ \t]*:[ \t]*(\d+)/im.exec(rest.toString("latin1", 0, end))?.[1] ?? 0);
    if (rest.length < length) return { messages, rest };
    messages.push(rest.toString("utf8", 0, length));
    rest = rest.subarray(length);
  }
}

/** SIP over TCP or TLS: a telephone outside, or the operator's gateway. Requests that are within a call come to the port that it listens on. */
export async function overStream(
  edge: { host: string; port: number },
  { host = "127.0.0.1", port = 0, tls }: StreamOptions = {},
): Promise<Carrier> {
  const listeners: ((text: string) => void)[] = [];
  const sockets = new Set<Socket>();
  /** The sender of the last request, to which its answer goes. */
  let asking: Socket | null = null;
  let link: Socket | null = null;
  const read = (socket: Socket): void => {
    sockets.add(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      if (link === socket) link = null;
      if (asking === socket) asking = null;
    });
    socket.on("data", (chunk) => {
      const found = cut(Buffer.concat([rest, chunk]));
      rest = found.rest;
      for (const text of found.messages) {
        if (!text.startsWith("SIP/2.0 ")) asking = socket;
        for (const heard of listeners) heard(text);
      }
    });
  };
  const server = tls === undefined ? createServer(read) : createSecure({ key: tls.key, cert: tls.cert }, read);
  server.listen(port, host);
  await once(server, "listening");
  const own = (server.address() as AddressInfo).port;
  const at = host.includes(":") ? `[${host}]:${own}` : `${host}:${own}`;
  const way = tls === undefined ? "tcp" : "tls";
  const dial = (): Socket => {
    const made = tls === undefined ? connect(edge.port, edge.host) : connectSecure({ ...edge, ca: tls.ca, key: tls.key, cert: tls.cert });
    read(made);
    return made;
  };
  return {
    via: `SIP/2.0/${way.toUpperCase()} ${at}`,
    contact: (user) => `<sip:${user}@${at};transport=${way}>`,
    send: (text) => {
      const back = text.startsWith("SIP/2.0 ") ? asking : null;
      (back ?? (link ??= dial())).write(text);
    },
    onMessage: (heard) => void listeners.push(heard),
    onAgain: () => undefined,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

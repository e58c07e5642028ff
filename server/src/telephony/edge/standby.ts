import { once } from "node:events";
import { createServer as createPlain, type IncomingMessage } from "node:http";
import { createServer as createSecure } from "node:https";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { TLS_SUITES, type Tls } from "../../platform/http/index.ts";
import { joinEdgeAt } from "./join-edge.ts";
import { followSavedTalks, type SavedTalks } from "./saved-talks.ts";

export type StandbyOptions = {
  readonly port: number;
  /** Names under which consoles reach it; a page of any other may not. */
  readonly isOwnHost: (host: string | undefined) => boolean;
  readonly host: string;
  readonly tls: Tls | null;
  /** The edge's port for consoles, and the one on which a room that lives answers it; both on loopback. */
  readonly consoles: number;
  readonly room: number;
  /** Time that a room must be back before its consoles are sent to it (ms). A console in a saved call goes after its end. */
  readonly lingerMs?: number;
};

const LOOK_MS = 1_000;
const LINGER_MS = 60_000;
const MOST = 500;

/** True where the room's server listens for the edge. */
async function isAlive(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(LOOK_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * A second way to the edge for consoles, in the process that watches the lines. It is open only while the room's server is dead, so that
 * nobody bypasses an ended session. The edge asks each console for the credentials of the room.
 */
export async function serveStandby(options: StandbyOptions): Promise<AsyncDisposable> {
  const { port, host, isOwnHost, tls, consoles, room, lingerMs = LINGER_MS } = options;
  const join = joinEdgeAt(consoles);
  const talking = new WeakMap<WebSocket, SavedTalks>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 65_536, handleProtocols: () => "sip" });
  const server = tls === null ? createPlain() : createSecure({ ...tls, ...TLS_SUITES });
  let aliveSince: number | null = (await isAlive(room)) ? -Infinity : null;

  const refuse = (socket: Duplex, status: string): void => void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  const isOurs = ({ headers }: IncomingMessage): boolean => {
    if (!isOwnHost(headers.host)) return false;
    const origin = headers.origin === undefined ? null : URL.parse(headers.origin);
    return headers.origin === undefined || (origin !== null && isOwnHost(origin.host));
  };
  server.on("request", (_request, response) => response.writeHead(404).end());
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => undefined);
    if (request.url !== "/sip" || !isOurs(request)) return refuse(socket, "403 Forbidden");
    if (aliveSince !== null || sockets.clients.size >= MOST) return refuse(socket, "503 Service Unavailable");
    return sockets.handleUpgrade(request, socket, head, (console) => {
      const talks = followSavedTalks();
      talking.set(console, talks);
      join(console, { heard: talks.hear });
    });
  });
  const look = async (): Promise<void> => {
    aliveSince = (await isAlive(room)) ? (aliveSince ?? performance.now()) : null;
    if (aliveSince === null || performance.now() - aliveSince < lingerMs) return;
    // A saved call ends by the way on which it was taken, or the console is not told that its caller has hung up.
    for (const client of sockets.clients) if (talking.get(client)?.goOn() !== true) client.close(1012);
  };
  server.listen(port, host);
  await once(server, "listening");
  const timer = setInterval(() => void look(), LOOK_MS);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      for (const client of sockets.clients) client.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, "close").catch(() => undefined);
    },
  };
}

import { lookup } from "node:dns/promises";
import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A port that is reserved before anything is served on it. */
export type ReservedPort = AsyncDisposable & {
  readonly port: number;
  /** Serves what comes from here on. Until then a connection is closed at once, as if nobody listened. */
  readonly serve: (server: HttpServer) => Promise<void>;
};

/** An address on which the room cannot listen. */
export class PortTaken extends Error {
  readonly code = "port.taken";
  constructor(host: string, port: number, cause: unknown) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    super(
      why === "EADDRINUSE"
        ? `${host}:${port} is in use by another program. Stop that one first, or choose another AMALIYAT_PORT.`
        : `the room cannot listen on ${host}:${port}: ${why}`,
      { cause },
    );
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const close = (server: Server): Promise<void> => new Promise((closed) => server.close(() => closed()));

/** `localhost` is every loopback address that it stands for; anything else is itself. */
const addressesOf = async (host: string): Promise<readonly string[]> =>
  host === "localhost" ? [...new Set((await lookup(host, { all: true })).map(({ address }) => address))] : [host];

/**
 * Reserves the port on which the room will be served, so that a room whose port is taken has not started anything yet. Port 0 reserves a free one.
 * Throws `PortTaken`.
 */
export async function reservePort(host: string, wanted: number): Promise<ReservedPort> {
  let serving: HttpServer | null = null;
  const onConnection = (socket: Socket): void => void (serving === null ? socket.destroy() : serving.emit("connection", socket));
  await using stack = new AsyncDisposableStack();
  const [first = host, ...others] = await addressesOf(host);
  const main = createServer((socket) => socket.destroy());
  const port = await listen(main, first, wanted).catch((cause: unknown) => {
    throw new PortTaken(first, wanted, cause);
  });
  let isHandedOver = false;
  // Closed, it would close what it was handed over to.
  stack.defer(async () => (isHandedOver ? undefined : close(main)));
  for (const address of others) {
    const other = createServer(onConnection);
    try {
      await listen(other, address, port);
      stack.defer(() => close(other));
    } catch (cause) {
      // A machine without IPv6 has one loopback; another program on the second one would be taken for the room.
      if (wanted !== 0 && cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")
        throw new PortTaken(address, wanted, cause);
    }
  }
  const kept = stack.move();
  return {
    port,
    async serve(server) {
      isHandedOver = true;
      server.listen(main);
      await once(server, "listening");
      serving = server;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

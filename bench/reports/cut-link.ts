import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type CutLink = AsyncDisposable & { readonly port: number; readonly cuts: () => number };

/** Carries bytes no faster than so many a second, in order. */
async function pump(from: Socket, to: Socket, bytesPerSecond: number): Promise<void> {
  for await (const part of from as AsyncIterable<Buffer>) {
    for (let at = 0; at < part.length && !to.destroyed; at += 16_384) {
      const piece = part.subarray(at, at + 16_384);
      to.write(piece);
      await sleep((1_000 * piece.length) / bytesPerSecond);
    }
    if (to.destroyed) return;
  }
  to.end();
}

/** Link to a port of this machine with a fixed rate per connection. All connections are cut at once again and again. */
export async function startCutLink(port: number, everyMs: number, bytesPerSecond: number): Promise<CutLink> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    const there = connect(port, "127.0.0.1");
    for (const each of [socket, there]) track(each);
    const cut = (): void => {
      socket.destroy();
      there.destroy();
    };
    pump(socket, there, bytesPerSecond).catch(cut);
    pump(there, socket, bytesPerSecond).catch(cut);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  let cuts = 0;
  const timer = setInterval(() => {
    cuts += sockets.size / 2;
    for (const socket of sockets) socket.resetAndDestroy();
  }, everyMs);
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => Math.floor(cuts),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

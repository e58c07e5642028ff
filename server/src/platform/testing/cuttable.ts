import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be cut, so that it answers nobody, and mended. */
export type Cuttable = AsyncDisposable & { readonly url: string; readonly cut: () => void; readonly mend: () => void };

/** Opens a way to the server of a URL, on another port of loopback. */
export async function cuttable(target: string): Promise<Cuttable> {
  const there = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((here) => {
    if (isCut) return here.destroy();
    const beyond = connect(Number(there.port), there.hostname);
    for (const socket of [here, beyond]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        here.destroy();
        beyond.destroy();
      });
    }
    here.pipe(beyond).pipe(here);
    return undefined;
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => (isCut = false),
    [Symbol.asyncDispose]: async () => {
      drop();
      server.close();
      await once(server, "close");
    },
  };
}

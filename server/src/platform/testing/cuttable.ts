import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be cut, so that it answers nobody, and mended. */
export type Cuttable = AsyncDisposable & {
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
  /** The server is there and says nothing, whatever it is asked, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Cuts the next connection on which `text` is sent, after the server has heard it and before anybody hears the answer. */
  readonly cutAfter: (text: string) => void;
  /** Cuts the next connection on which `text` was sent, when it commits. The server hears of the commit so many ms later. */
  readonly commitLate: (text: string, ms: number) => void;
  /** Resolves once the server has done every commit that was held back. */
  readonly lateCommits: () => Promise<void>;
};

/** Opens a way to the server of a URL, on another port of loopback. */
export async function cuttable(target: string): Promise<Cuttable> {
  const there = new URL(target);
  const sockets = new Set<Socket>();
  const lateCommits: Promise<unknown>[] = [];
  let isCut = false;
  let isFrozen = false;
  let last: string | null = null;
  let late: { readonly text: string; readonly ms: number } | null = null;
  const server = createServer((here) => {
    if (isCut) return here.destroy();
    const beyond = connect(Number(there.port), there.hostname);
    let [isMarked, isHeldBack] = [false, false];
    for (const socket of [here, beyond]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        here.destroy();
        if (!isHeldBack) beyond.destroy();
      });
    }
    here.on("data", (data) => {
      const said = data.toString("latin1");
      isMarked ||= late !== null && said.includes(late.text);
      if (late !== null && isMarked && said.includes("commit\u0000")) {
        isHeldBack = true;
        // The server closes the connection after it has done what came on it.
        lateCommits.push(new Promise((resolve) => beyond.once("close", resolve)));
        setTimeout(() => beyond.end(data), late.ms);
        late = null;
        return here.destroy();
      }
      beyond.write(data);
      if (last === null || !said.includes(last)) return undefined;
      last = null;
      // The server does what was asked; the answer is thrown away with the way.
      beyond.removeAllListeners("data").once("data", () => here.destroy());
      return undefined;
    });
    beyond.on("data", (data) => here.write(data));
    if (isFrozen) here.pause();
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
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    cutAfter: (text) => (last = text),
    commitLate: (text, ms) => (late = { text, ms }),
    lateCommits: async () => void (await Promise.all(lateCommits)),
    [Symbol.asyncDispose]: async () => {
      drop();
      server.close();
      await once(server, "close");
    },
  };
}

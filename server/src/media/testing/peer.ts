import { createServer, type Server, type Socket } from "node:net";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Turns of the loop after which nothing more is expected; some seconds, since clocks may stand still here. */
const MOST_TURNS = 2_000_000;

/** Waits until the condition holds, also while the timers of a test stand still. Throws if it never does. */
export async function turnsUntil(condition: () => boolean): Promise<void> {
  for (let nth = 0; nth < MOST_TURNS; nth++) {
    if (condition()) return;
    await turn();
  }
  throw new Error(`not so after ${MOST_TURNS} turns: ${condition.toString()}`);
}

/** Time enough for bytes that are on their way within this machine. */
export async function someTurns(): Promise<void> {
  for (let nth = 0; nth < 20; nth++) await turn();
}

/** The other end of connections: it remembers what it is told, and answers as a test says. */
export class Peer implements AsyncDisposable {
  /** Text received, over all connections. */
  text = "";
  readonly sockets: Socket[] = [];
  /** Connections that were closed in one way or another. */
  closed = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      this.sockets.push(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => this.closed++);
      socket.on("data", (bytes) => (this.text += bytes.toString("latin1")));
    });
  }

  static async start(port = 0): Promise<Peer> {
    const peer = new Peer();
    await new Promise<void>((resolve) => peer.#server.listen(port, "127.0.0.1", resolve));
    return peer;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Sends to the newest connection. */
  write(bytes: string | Buffer): void {
    this.sockets.at(-1)?.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

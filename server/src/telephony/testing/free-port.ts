import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Above the ports for sound of tests, and below those that the system gives to connections: a server that is started again finds its port free. */
const [FIRST, LAST] = [30_000, 32_700];
const TRIES = 200;

async function take(port: number): Promise<Server | null> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return server;
  } catch {
    return null;
  }
}

/** TCP ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  for (let tried = 0; held.size < count; tried++) {
    if (tried === TRIES) throw new Error("no free ports");
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const server = held.has(port) ? null : await take(port);
    if (server !== null) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => new Promise((closed) => server.close(closed))));
  return [...held.keys()];
}

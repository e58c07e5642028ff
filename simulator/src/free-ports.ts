import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Above the ports for sound of tests, and below those that the system gives out: a server that is started again finds its port free. */
const [FIRST, LAST] = [30_000, 32_700];
const TRIES = 200;

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  try {
    const bound = once(socket, "listening");
    socket.bind(port, "127.0.0.1");
    await bound;
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

async function reserve(port: number): Promise<Server | null> {
  if (!(await isFreeForUdp(port))) return null;
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return server;
  } catch {
    return null;
  }
}

/** Ports at which nobody is at this moment, by TCP or UDP. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  for (let tried = 0; held.size < count; tried++) {
    if (tried === TRIES) throw new Error("no free ports");
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const server = held.has(port) ? null : await reserve(port);
    if (server !== null) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => new Promise((closed) => server.close(closed))));
  return [...held.keys()];
}

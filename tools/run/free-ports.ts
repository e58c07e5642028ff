import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

const HOST = "127.0.0.1";

async function takeTcp(port: number): Promise<{ port: number; free: () => Promise<void> }> {
  const server = createServer().listen(port, HOST);
  await once(server, "listening");
  const address = server.address();
  const taken = address === null || typeof address === "string" ? 0 : address.port;
  return { port: taken, free: () => new Promise<void>((closed) => server.close(() => closed())) };
}

async function isFreeUdp(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  try {
    socket.bind(port, HOST);
    await once(socket, "listening");
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

/** True if nobody listens on any of the ports of loopback, by TCP or UDP. */
export async function areFree(ports: readonly number[]): Promise<boolean> {
  for (const port of ports) {
    const tcp = await takeTcp(port).catch(() => null);
    await tcp?.free();
    if (tcp === null || !(await isFreeUdp(port))) return false;
  }
  return true;
}

/** Ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const taken = [];
  while (taken.length < count) taken.push(await takeTcp(0));
  await Promise.all(taken.map(({ free }) => free()));
  return taken.map(({ port }) => port);
}

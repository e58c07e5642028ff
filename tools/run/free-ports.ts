import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

const HOST = "127.0.0.1";

async function reserveTcp(port: number): Promise<{ port: number; free: () => Promise<void> }> {
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
    const tcp = await reserveTcp(port).catch(() => null);
    await tcp?.free();
    if (tcp === null || !(await isFreeUdp(port))) return false;
  }
  return true;
}

/** Ranges of UDP ports for sound and text of one demonstration. */
export type SoundRange = { readonly soundFrom: number; readonly soundTo: number; readonly textFrom: number; readonly textTo: number };

/** Below the ports that the system gives out: eighteen demonstrations at once, each with sound for some 80 calls. */
const [FIRST_RANGE, RANGES, RANGE, SOUND] = [10_000, 18, 1_000, 800];

/**
 * Claims ports for sound until it is disposed. A media server takes them one by one, as calls come, so the owner of a range is not visible
 * at its ports. The first of each range is held by TCP, which sound does not use. `usual` is taken if it can be. Null if all are claimed.
 */
export async function claimSound(usual: SoundRange | null): Promise<(AsyncDisposable & { readonly range: SoundRange }) | null> {
  const ranges = Array.from({ length: RANGES }, (_none, nth): SoundRange => {
    const soundFrom = FIRST_RANGE + nth * RANGE;
    return { soundFrom, soundTo: soundFrom + SOUND - 1, textFrom: soundFrom + SOUND, textTo: soundFrom + RANGE - 1 };
  });
  for (const range of usual === null ? ranges : [usual, ...ranges]) {
    const held = await reserveTcp(range.soundFrom).catch(() => null);
    if (held !== null) return { range, [Symbol.asyncDispose]: held.free };
  }
  return null;
}

/** Ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const taken = [];
  while (taken.length < count) taken.push(await reserveTcp(0));
  await Promise.all(taken.map(({ free }) => free()));
  return taken.map(({ port }) => port);
}

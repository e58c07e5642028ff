import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";
import { once } from "node:events";

/** Two UDP sockets on an even port and the next one, for RTP and RTCP (RFC 3550 §11). */
export type UdpPair = { readonly rtp: Socket; readonly rtcp: Socket; readonly port: number; readonly close: () => void };

/** Binds a pair on `address`; tries random even ports until both are free. */
export async function openUdpPair(address: string): Promise<UdpPair> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 20_000);
    const rtp = await bind(address, port);
    const rtcp = rtp === null ? null : await bind(address, port + 1);
    if (rtp !== null && rtcp !== null) {
      const close = (): void => {
        rtp.close();
        rtcp.close();
      };
      return { rtp, rtcp, port, close };
    }
    rtp?.close();
  }
  throw new Error(`no free pair of UDP ports on ${address}`);
}

async function bind(address: string, port: number): Promise<Socket | null> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.bind(port, address);
  try {
    await once(socket, "listening");
  } catch {
    socket.close();
    return null;
  }
  socket.on("error", () => {}); // a client that is gone answers with ICMP; the session time-out ends it
  return socket;
}

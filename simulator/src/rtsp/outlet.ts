import type { Socket } from "node:net";
import { interleaved } from "./rtcp.ts";
import { packetsOf, withoutPrefix } from "./rtp.ts";
import type { PackedUnit } from "./rtp.ts";
import type { UdpPair } from "./udp-pair.ts";

/** Leaves out packets of a picture, or sends them twice or in another order. */
export type Arrange = (packets: readonly Buffer[]) => readonly Buffer[];

/** The way of a session's packets to its reader. */
export type Outlet = {
  readonly channel: number;
  /** Sends a stamped unit, its packets as `arrange` gives them. Calls `done` when the stamped bytes are no longer needed. */
  readonly unit: (unit: PackedUnit, stamped: Buffer, arrange: Arrange | null, done: () => void) => void;
  readonly control: (packet: Buffer) => void;
  /** Sends bytes as they are, for faults. */
  readonly raw: (bytes: Buffer) => void;
  /** Bytes accepted and not yet taken by the operating system. */
  readonly backlog: () => number;
  readonly close: () => void;
};

/** Packets between the replies of the RTSP connection. */
export function tcpOutlet(socket: Socket, channel: number): Outlet {
  const write = (bytes: Buffer, done?: () => void): void => {
    if (socket.destroyed) done?.();
    else socket.write(bytes, done);
  };
  return {
    channel,
    unit: (unit, stamped, arrange, done) => {
      write(arrange === null ? stamped : Buffer.concat(arrange(packetsOf(unit, stamped))), done);
    },
    control: (packet) => write(interleaved(channel + 1, packet)),
    raw: write,
    backlog: () => socket.writableLength,
    close: () => {},
  };
}

/** Datagrams to the reader's two ports. */
export function udpOutlet(pair: UdpPair, address: string, rtpPort: number, rtcpPort: number): Outlet {
  return {
    channel: 0,
    unit: (unit, stamped, arrange, done) => {
      const packets = packetsOf(unit, stamped);
      const kept = arrange === null ? packets : arrange(packets);
      if (kept.length === 0) return done();
      let left = kept.length;
      for (const packet of kept) pair.rtp.send(withoutPrefix(packet), rtpPort, address, () => void (--left === 0 && done()));
    },
    control: (packet) => pair.rtcp.send(packet, rtcpPort, address),
    raw: (bytes) => pair.rtp.send(bytes, rtpPort, address),
    backlog: () => pair.rtp.getSendQueueSize(),
    close: pair.close,
  };
}

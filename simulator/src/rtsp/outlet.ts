import type { Socket } from "node:net";
import { interleaved } from "./rtcp.ts";
import { packetsOf, withoutPrefix } from "./rtp.ts";
import type { PackedUnit } from "./rtp.ts";
import type { UdpPair } from "./udp-pair.ts";

/** The way of a session's packets to its reader. */
export type Outlet = {
  readonly channel: number;
  /** Sends a stamped unit; `keep` false for a packet loses it. */
  readonly unit: (unit: PackedUnit, stamped: Buffer, keep: ((index: number) => boolean) | null) => void;
  readonly control: (packet: Buffer) => void;
  /** Sends bytes as they are, for faults. */
  readonly raw: (bytes: Buffer) => void;
  /** Bytes accepted and not yet taken by the operating system. */
  readonly backlog: () => number;
  readonly close: () => void;
};

/** Packets between the replies of the RTSP connection. */
export function tcpOutlet(socket: Socket, channel: number): Outlet {
  const write = (bytes: Buffer): void => {
    if (!socket.destroyed) socket.write(bytes);
  };
  return {
    channel,
    unit: (unit, stamped, keep) => {
      write(keep === null ? stamped : Buffer.concat(packetsOf(unit, stamped).filter((_, i) => keep(i))));
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
    unit: (unit, stamped, keep) => {
      for (const [i, packet] of packetsOf(unit, stamped).entries())
        if (keep === null || keep(i)) pair.rtp.send(withoutPrefix(packet), rtpPort, address);
    },
    control: (packet) => pair.rtcp.send(packet, rtcpPort, address),
    raw: (bytes) => pair.rtp.send(bytes, rtpPort, address),
    backlog: () => pair.rtp.getSendQueueSize(),
    close: pair.close,
  };
}

import {
  BEGIN,
  beginSending,
  hearText,
  LONGEST_PACKET,
  nextTextPacket,
  readTextPacket,
  repeats,
  writeUtf8,
  type TextMark,
} from "@amaliyat/domain/calls";
import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { TextPeer } from "../sip/description/text.ts";

/** The text of one call, at a port of its own. */
export type TextStream = {
  readonly port: number;
  /** Takes and sends the caller's text at this address from now on; on hold nothing is sent. */
  readonly to: (peer: TextPeer, onHold: boolean) => void;
  /** Sends signs of T.140 to the caller: at once where nothing was sent a moment ago, else with what follows. */
  readonly write: (text: string) => void;
  /** The caller has acknowledged: the port is no more one of the few that an address may hold before. */
  readonly acked: () => void;
  readonly close: () => void;
};

export type TextPorts = {
  readonly address: string;
  /** Opens a port for a call: this one, or any. Null where all are taken. */
  readonly open: (options: TextOptions) => Promise<TextStream | null>;
};

export type TextOptions = {
  readonly peer: TextPeer;
  /** The address that asks for it, by the edge; null for a call out. */
  readonly source: string | null;
  /** True for a caller who has acknowledged our answer already. */
  readonly isAcked: boolean;
  /** The port that the caller was told already. */
  readonly port: number | null;
  /** The last packet that was taken, by this server or the last one. */
  readonly mark: TextMark | null;
  readonly heard: (text: string, mark: TextMark) => void;
  /** More came than is taken. */
  readonly flooded: () => void;
};

type PortsOptions = {
  readonly address: string;
  readonly from: number;
  readonly to: number;
  /** True where calls are taken from everywhere: no address holds more than its part of the ports then. */
  readonly isOpen: boolean;
  readonly log: Log;
  readonly clock: Clock;
};

/** So many ports one address may hold for callers who have not acknowledged our answer; and this part of all, where calls come from everywhere. */
const [UNACKED_MOST, PART] = [4, 8];

/** That all are taken is said once in a while, where it is tried again and again (ms). */
const SAID_EVERY_MS = 5_000;

/** Text is gathered for so long before it is sent (RFC 4103 §5.1), and a way that is silent is kept open after so long (ms). */
const [BUFFER_MS, KEEP_OPEN_MS] = [300, 15_000];
/** So many packets of a caller are taken in a second, and so many at once: an honest one sends four in a second. */
const [PACKETS_A_SECOND, PACKETS_AT_ONCE] = [20, 60];
/** So many letters of a caller are taken in a second, and so many at once: twice what our description asks for, and a long text that is pasted. */
const [LETTERS_A_SECOND, LETTERS_AT_ONCE] = [60, 3_000];
/** The most bytes in one packet of ours, and the most letters that wait for a caller on hold. */
const [BLOCK_BYTES, MOST_WAITING] = [240, 4_000];

const bind = (socket: Socket, port: number, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once("error", () => resolve(false));
    socket.bind({ port, address, exclusive: true }, () => resolve(true));
  });

/** As many letters as go into one packet, and the rest. */
function cut(text: string): readonly [string, string] {
  let [bytes, at] = [0, 0];
  for (const sign of text) {
    bytes += writeUtf8(sign).length;
    if (bytes > BLOCK_BYTES) break;
    at += sign.length;
  }
  return [text.slice(0, at), text.slice(at)];
}

/**
 * Ports for text (RFC 4103), ended by this server: rtpengine 12.5 carries it, and can neither read it nor say it. A port takes packets from the
 * address and port of its caller's description, and of those no more than a caller can write. That is so also where sound is learned: the first
 * stranger who sends would have the text of somebody in danger.
 */
export function makeTextPorts({ address, from, to, isOpen, log, clock }: PortsOptions): TextPorts {
  async function find(wanted: number | null): Promise<Socket | null> {
    const first = from + (from % 2);
    const ports = wanted === null ? Array.from({ length: Math.floor((to - first) / 2) + 1 }, (_none, nth) => first + 2 * nth) : [wanted];
    // From anywhere in the range, so that a port which was just let go of is not the next call's.
    const start = randomInt(Math.max(1, ports.length));
    for (const port of [...ports.slice(start), ...ports.slice(0, start)]) {
      const socket = createSocket({ type: "udp4", lookup: (host, _options, found) => found(null, host, 4) });
      if (await bind(socket, port, address)) return socket;
      socket.close();
    }
    return null;
  }
  let saidAt = -Infinity;
  /** Ports that are held, by the address that asked; true before its acknowledgement. */
  const held = new Map<object, { readonly source: string; unacked: boolean }>();
  const mostOfOne = Math.max(UNACKED_MOST, Math.floor((to - from + 1) / 2 / PART));
  function mayHold(source: string, isAcked: boolean): boolean {
    const own = [...held.values()].filter((each) => each.source === source);
    const isFew = isAcked || own.filter(({ unacked }) => unacked).length < UNACKED_MOST;
    return isFew && (!isOpen || own.length < mostOfOne);
  }
  return {
    address,
    open: async (options) => {
      const { source, isAcked } = options;
      const token = {};
      if (source !== null) {
        if (!mayHold(source, isAcked)) return null;
        held.set(token, { source, unacked: !isAcked });
      }
      const socket = await find(options.port);
      if (socket === null) {
        held.delete(token);
        if (performance.now() - saidAt > SAID_EVERY_MS)
          log.error({ event: "telephony.no_text_port", from, to }, "telephony: no port free for text");
        saidAt = performance.now();
        return null;
      }
      const stream = carry(socket, options, clock);
      return {
        ...stream,
        acked: () => {
          const own = held.get(token);
          if (own !== undefined) own.unacked = false;
        },
        close: () => {
          held.delete(token);
          stream.close();
        },
      };
    },
  };
}

/** So much at once, and so much in a second after that. */
function bucket(atOnce: number, aSecond: number): { readonly consume: (count: number) => boolean } {
  let [left, filledAt] = [atOnce, performance.now()];
  return {
    consume: (count) => {
      const now = performance.now();
      left = Math.min(atOnce, left + ((now - filledAt) / 1_000) * aSecond);
      filledAt = now;
      if (left < count) return false;
      left -= count;
      return true;
    },
  };
}

/** Receives the caller's side of the stream at the port. */
function receive(
  socket: Socket,
  { mark: first, heard, flooded }: TextOptions,
  peerNow: () => TextPeer,
  isPeer: (host: string, port: number) => boolean,
): void {
  let mark = first;
  const packets = bucket(PACKETS_AT_ONCE, PACKETS_A_SECOND);
  const letters = bucket(LETTERS_AT_ONCE, LETTERS_A_SECOND);
  socket.on("message", (bytes, { address: host, port }) => {
    if (bytes.length > LONGEST_PACKET) return;
    const packet = readTextPacket(bytes, peerNow().types);
    if (packet === null || !isPeer(host, port)) return;
    if (!packets.consume(1)) return flooded();
    const taken = hearText(mark, packet);
    if (taken === null) return;
    ({ mark } = taken);
    if (taken.text === "") return;
    if (letters.consume(taken.text.length)) return heard(taken.text, taken.mark);
    flooded();
  });
}

function carry(socket: Socket, options: TextOptions, clock: Clock): Omit<TextStream, "acked"> {
  let { peer } = options;
  let onHold = false;
  let isClosed = false;
  let waiting = BEGIN;
  let sentAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const begun = () => beginSending(peer.types, peer.generations, randomInt(2 ** 32), randomInt(2 ** 16));
  let sending = begun();
  socket.on("error", () => undefined);
  receive(
    socket,
    options,
    () => peer,
    (host, port) => host === peer.host && port === peer.port,
  );

  function send(): void {
    const [now, rest] = cut(waiting);
    waiting = rest;
    const at = clock();
    const next = nextTextPacket(sending, writeUtf8(now), at);
    ({ sending } = next);
    sentAt = performance.now();
    const { host, port } = peer;
    socket.send(next.packet, port, host, () => undefined);
  }
  function work(): void {
    timer = undefined;
    if (!onHold) {
      const isSilent = waiting === "" && !repeats(sending);
      if (isSilent) waiting = BEGIN;
      send();
    }
    wake();
  }
  function wake(): void {
    clearTimeout(timer);
    if (isClosed) return;
    const due = sentAt + (waiting !== "" || repeats(sending) ? BUFFER_MS : KEEP_OPEN_MS) - performance.now();
    timer = setTimeout(work, onHold ? KEEP_OPEN_MS : Math.max(0, due));
  }
  wake();
  return {
    port: socket.address().port,
    to: (next, held) => {
      const isOther =
        next.host !== peer.host || next.port !== peer.port || next.types.t140 !== peer.types.t140 || next.types.red !== peer.types.red;
      [peer, onHold] = [next, held];
      if (isOther) sending = begun();
      wake();
    },
    write: (text) => {
      waiting = (waiting + text).slice(-MOST_WAITING);
      wake();
    },
    close: () => {
      clearTimeout(timer);
      // A call may end while its text is being changed.
      if (isClosed) return;
      isClosed = true;
      socket.close();
    },
  };
}

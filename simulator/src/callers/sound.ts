import { createSocket } from "node:dgram";
import { once } from "node:events";
import { fromAlaw, toAlaw, toneIn } from "./alaw.ts";

/** One telephone's sound: says one tone, and hears what comes. */
export type Sound = {
  readonly port: number;
  /** Sends to another address from now on; null sends nothing. */
  readonly to: (address: { host: string; port: number } | null) => void;
  /** True where the tone was in the last 300 ms that came, and sound came within the last 500 ms. */
  readonly hears: (hertz: number) => boolean;
  readonly press: (digit: string) => void;
  readonly close: () => void;
};

const FRAME = 160;
const FRAME_MS = 20;
const HEARD = 2_400;
/** The least amplitude that counts as heard, as a share of full scale. */
const LOUD = 0.02;

function rtp(type: number, sequence: number, timestamp: number, source: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(0x80, 0);
  head.writeUInt8(type, 1);
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE(timestamp >>> 0, 4);
  head.writeUInt32BE(source, 8);
  return Buffer.concat([head, payload]);
}

/** Opens a port for sound on loopback and says `hertz` in G.711 A, 20 ms at a time. */
export async function openSound(hertz: number): Promise<Sound> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  socket.on("error", () => undefined);
  const heard = new Int16Array(HEARD);
  let [filled, cameAt] = [0, 0];
  socket.on("message", (packet) => {
    if (packet.length < 13 || (packet.readUInt8(1) & 0x7f) !== 8) return;
    cameAt = performance.now();
    for (const byte of packet.subarray(12)) heard[filled++ % HEARD] = fromAlaw(byte);
  });
  const source = Math.floor(Math.random() * 0xffff_ffff);
  let address: { host: string; port: number } | null = null;
  let [sequence, timestamp, sent] = [1, 0, 0];
  let presses: { event: number; at: number; left: number }[] = [];
  const begun = performance.now();
  const send = (type: number, at: number, payload: Buffer): void => {
    if (address !== null) socket.send(rtp(type, sequence++, at, source, payload), address.port, address.host);
  };
  const timer = setInterval(() => {
    // By the clock and not by the timer: one that fires late sends what it owes.
    for (; sent * FRAME_MS <= performance.now() - begun; sent++) {
      timestamp += FRAME;
      const [press] = presses;
      if (press === undefined) {
        const payload = Uint8Array.from({ length: FRAME }, (_none, at) =>
          toAlaw(Math.round(6_000 * Math.sin((2 * Math.PI * hertz * (timestamp + at)) / 8_000))),
        );
        send(8, timestamp, Buffer.from(payload));
        continue;
      }
      press.at ||= timestamp;
      const end = press.left <= 3 ? 0x80 : 0;
      send(101, press.at, Buffer.from([press.event, end | 10, 0, 0xa0]));
      if (--press.left === 0) presses = presses.slice(1);
    }
  }, FRAME_MS);
  return {
    port: socket.address().port,
    to: (next) => {
      address = next;
    },
    hears: (tone) => performance.now() - cameAt < 500 && toneIn(heard, tone) > LOUD,
    press: (digit) => {
      const event = "0123456789*#ABCD".indexOf(digit);
      if (event >= 0) presses = [...presses, { event, at: 0, left: 8 }];
    },
    close: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}

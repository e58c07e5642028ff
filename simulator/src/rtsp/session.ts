import { randomInt } from "node:crypto";
import type { BlockPool } from "./block-pool.ts";
import type { Faults, Garbage } from "./faults.ts";
import type { Outlet } from "./outlet.ts";
import { goodbye, senderReport } from "./rtcp.ts";
import { packetCount, stampUnit } from "./rtp.ts";
import type { PackedUnit } from "./rtp.ts";
import type { Stream } from "./stream.ts";

const REPORT_EVERY_MS = 5000;
/** A reader that lets this much wait gets nothing more until it has caught up and a key frame comes. */
const MAX_BACKLOG = 2 * 1024 * 1024;

export type Counters = { units: number; packets: number; bytes: number; dropped: number };

export type SessionOptions = {
  readonly stream: Stream;
  readonly outlet: Outlet;
  readonly faults: Faults;
  readonly counters: Counters;
  /** Wall clock, ms since the Unix epoch. */
  readonly clock: () => number;
  readonly random: () => number;
  readonly pool: BlockPool;
};

/** One reader's RTP session: its own SSRC, sequence and time-stamp offset. */
export class Session {
  readonly id = randomInt(2 ** 40)
    .toString(16)
    .padStart(10, "0");
  /** Time of the client's last sign of life, `performance.now()` ms. */
  seenAt = performance.now();
  readonly #options: SessionOptions;
  readonly #ssrc = randomInt(2 ** 32);
  readonly #timestampBase = randomInt(2 ** 32);
  #sequence = randomInt(2 ** 16);
  #packets = 0;
  #payloadBytes = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #waitsForKey = false;
  #playing = false;
  #credit = { bytes: 0, at: performance.now() };

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get ssrc(): number {
    return this.#ssrc;
  }

  /** Starts sending; gives the RTP-Info of the PLAY reply (RFC 2326 §12.33). `fromKey` waits for the next key frame. */
  play(fromKey: boolean): { sequence: number; timestamp: number } {
    if (!this.#playing) {
      this.#playing = true;
      this.#waitsForKey = fromKey;
      this.#options.stream.attach(this.#take);
    }
    return { sequence: this.#sequence, timestamp: this.#timestampNow() >>> 0 };
  }

  pause(): void {
    this.#playing = false;
    this.#options.stream.detach(this.#take);
  }

  end(): void {
    if (this.#playing) this.#options.outlet.control(goodbye(this.#ssrc));
    this.pause();
    this.#options.outlet.close();
  }

  /** Sends malformed bytes into the running stream. */
  garble(kind: Exclude<Garbage, "reply">): void {
    const { outlet, random } = this.#options;
    const noise = Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)));
    const prefix = (length: number): Buffer => Buffer.from([0x24, outlet.channel, length >> 8, length & 0xff]);
    if (kind === "stream") outlet.raw(noise);
    if (kind === "packet") outlet.raw(Buffer.concat([prefix(noise.length), noise]));
    if (kind === "length") outlet.raw(Buffer.concat([prefix(60_000), noise]));
  }

  readonly #take = (unit: PackedUnit, ticks: number): void => {
    const { faults, counters, outlet, random, pool } = this.#options;
    if (faults.frozen) return;
    if (outlet.backlog() > MAX_BACKLOG || !this.#affords(unit.bytes.length)) this.#waitsForKey = true;
    else if (unit.key) this.#waitsForKey = false;
    if (this.#waitsForKey) {
      counters.dropped++;
      return;
    }
    this.#report();
    const count = packetCount(unit);
    const stamped = pool.acquire(unit.bytes.length);
    const timestamp = this.#timestampBase + ticks;
    stampUnit(unit, { channel: outlet.channel, sequence: this.#sequence, timestamp, ssrc: this.#ssrc }, stamped);
    const ratio = faults.lossRatio;
    outlet.unit(unit, stamped, ratio > 0 ? () => random() >= ratio : null, () => pool.release(stamped));
    this.#sequence = (this.#sequence + count) & 0xffff;
    this.#packets += count;
    this.#payloadBytes += unit.payloadBytes;
    counters.units++;
    counters.packets += count;
    counters.bytes += stamped.length;
  };

  #timestampNow(): number {
    return this.#timestampBase + this.#options.stream.ticksAt(performance.now());
  }

  #report(): void {
    const now = performance.now();
    if (now - this.#reportedAt < REPORT_EVERY_MS) return;
    this.#reportedAt = now;
    const { outlet, clock, faults } = this.#options;
    const wallMs = clock() + faults.skewMs;
    outlet.control(
      senderReport({ ssrc: this.#ssrc, wallMs, timestamp: this.#timestampNow(), packets: this.#packets, payloadBytes: this.#payloadBytes }),
    );
  }

  /** A link of limited rate: a bucket that holds one second's worth. */
  #affords(bytes: number): boolean {
    const rate = this.#options.faults.slow.kbitPerSecond;
    if (rate === undefined) return true;
    const now = performance.now();
    const perMs = rate / 8;
    this.#credit = { bytes: Math.min(perMs * 1000, this.#credit.bytes + (now - this.#credit.at) * perMs), at: now };
    if (this.#credit.bytes < bytes) return false;
    this.#credit.bytes -= bytes;
    return true;
  }
}

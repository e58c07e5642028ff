import { randomInt } from "node:crypto";
import type { BlockPool } from "./block-pool.ts";
import type { Faults, Garbage } from "./faults.ts";
import type { Arrange, Outlet } from "./outlet.ts";
import { arrangeOf, breakAt, reportPackets, writeBetween } from "./quirks/apply.ts";
import type { Sending } from "./quirks/packets.ts";
import { goodbye, senderReport } from "./rtcp.ts";
import { packetCount, stampUnit } from "./rtp.ts";
import type { PackedUnit } from "./rtp.ts";
import type { Stream } from "./stream.ts";

const REPORT_EVERY_MS = 5000;
/** A reader that lets this much wait gets nothing more until it has caught up and a key frame comes. */
const MAX_BACKLOG = 2 * 1024 * 1024;

export type Counters = { units: number; packets: number; bytes: number; dropped: number };

/** Fate of a picture. Damaged: some of its packets were lost. Withheld: none was sent, and the sequence has no hole. */
export type Fate = "whole" | "damaged" | "withheld";

/** Observer of one camera's sessions. */
export type Watch = {
  readonly unit: (session: string, unit: PackedUnit, fate: Fate) => void;
  /** Bytes that are no packet were sent between the pictures. */
  readonly noise: (session: string) => void;
  readonly request: (method: string) => void;
};

export type SessionOptions = {
  readonly stream: Stream;
  readonly outlet: Outlet;
  readonly faults: Faults;
  readonly counters: Counters;
  /** Wall clock, ms since the Unix epoch. */
  readonly clock: () => number;
  readonly random: () => number;
  readonly pool: BlockPool;
  readonly sending: Sending;
  readonly watch: Watch | null;
};

/** One reader's RTP session: its own SSRC, sequence and time-stamp offset. */
export class Session {
  readonly id = randomInt(2 ** 40)
    .toString(16)
    .padStart(10, "0");
  /** Time of the client's last sign of life, `performance.now()` ms. */
  seenAt = performance.now();
  readonly #options: SessionOptions;
  #ssrc = randomInt(2 ** 32);
  #timestampBase: number;
  #sequence: number;
  #units = 0;
  #packets = 0;
  #payloadBytes = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #waitsForKey = false;
  #playing = false;
  /** Packets of the last pictures, for copies that are sent later. */
  readonly #past: Buffer[][] = [];
  #credit = { bytes: 0, at: performance.now() };

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#timestampBase = options.sending.timestampFrom ?? randomInt(2 ** 32);
    this.#sequence = options.sending.sequenceFrom ?? randomInt(2 ** 16);
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
    const { outlet, random, watch } = this.#options;
    const noise = Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)));
    const prefix = (length: number): Buffer => Buffer.from([0x24, outlet.channel, length >> 8, length & 0xff]);
    watch?.noise(this.id);
    if (kind === "stream") outlet.raw(noise);
    if (kind === "packet") outlet.raw(Buffer.concat([prefix(noise.length), noise]));
    if (kind === "length") outlet.raw(Buffer.concat([prefix(60_000), noise]));
  }

  readonly #take = (unit: PackedUnit, ticks: number): void => {
    const { faults, counters, outlet, pool, sending, watch } = this.#options;
    if (faults.frozen) return watch?.unit(this.id, unit, "withheld");
    if (outlet.backlog() > MAX_BACKLOG || !this.#affords(unit.bytes.length)) this.#waitsForKey = true;
    else if (unit.key) this.#waitsForKey = false;
    if (this.#waitsForKey) {
      counters.dropped++;
      return watch?.unit(this.id, unit, "withheld");
    }
    this.#applyBreak();
    this.#report();
    const count = packetCount(unit);
    const stamped = pool.acquire(unit.bytes.length);
    const timestamp = this.#timestampBase + ticks;
    stampUnit(unit, { channel: outlet.channel, sequence: this.#sequence, timestamp, ssrc: this.#ssrc }, stamped);
    let fate: Fate = "whole";
    const usual = this.#arrange();
    const arrange: Arrange | null =
      usual === null
        ? null
        : (packets) => {
            const sent = usual(packets);
            if (sent.length < packets.length) fate = "damaged";
            return sent;
          };
    outlet.unit(unit, stamped, arrange, () => pool.release(stamped));
    watch?.unit(this.id, unit, fate);
    this.#sequence = (this.#sequence + count) & 0xffff;
    this.#packets += count;
    this.#payloadBytes += unit.payloadBytes;
    counters.units++;
    counters.packets += count;
    counters.bytes += stamped.length;
    this.#units++;
    if (sending.between !== undefined && this.#units % sending.between.every === 0) this.#between(sending.between, timestamp);
  };

  /** Losses by chance, and the order and the losses that the camera is known for. */
  #arrange(): Arrange | null {
    const { faults, random, sending } = this.#options;
    const ratio = faults.lossRatio;
    if (ratio > 0) return (packets) => packets.filter(() => random() >= ratio);
    return arrangeOf(sending, this.#units, this.#past);
  }

  #applyBreak(): void {
    const found = breakAt(this.#options.sending, this.#units);
    if (found === null) return;
    this.#sequence = (this.#sequence + (found.sequence ?? 0)) & 0xffff;
    this.#timestampBase += found.ticks ?? 0;
    if (found.isNewSource === true) this.#ssrc = randomInt(2 ** 32);
  }

  #between(between: NonNullable<Sending["between"]>, timestamp: number): void {
    const { outlet, random, watch } = this.#options;
    const stamp = { channel: outlet.channel, sequence: this.#sequence, timestamp, ssrc: this.#ssrc };
    const { bytes, isNoise, packets } = writeBetween(between, this.#units / between.every, stamp, random);
    this.#sequence = (this.#sequence + packets) & 0xffff;
    if (isNoise) watch?.noise(this.id);
    outlet.raw(bytes);
  }

  #timestampNow(): number {
    return this.#timestampBase + this.#options.stream.ticksAt(performance.now());
  }

  #report(): void {
    const now = performance.now();
    const { outlet, clock, faults, sending } = this.#options;
    if (sending.reports === "none" || now - this.#reportedAt < (sending.reportEveryMs ?? REPORT_EVERY_MS)) return;
    this.#reportedAt = now;
    const wallMs = clock() + faults.skewMs;
    const report = senderReport({
      ssrc: this.#ssrc,
      wallMs,
      timestamp: this.#timestampNow(),
      packets: this.#packets,
      payloadBytes: this.#payloadBytes,
    });
    if (sending.reports === undefined) outlet.control(report);
    else outlet.raw(reportPackets(sending.reports, outlet.channel, report));
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

import { samplesOf, type G711Types } from "./g711.ts";
import type { PlayedSound } from "./played.ts";
import type { RtpPacket } from "./pcap.ts";

const RATE = 8_000;
/** Sound that is out of its place by more than this begins anew where it came (ms): another source, or a clock that jumped. */
const JUMP = 500;
/** Time for which a place stays open for a late packet (samples). */
const OPEN = 2 * RATE;

type Side = { source: number; timestamp: number; place: number; sequence: number };

const SIDES = 2;
/** A caller who spoke for so long and could not be read was not heard (ms): packets that came meanwhile are lost. */
const UNHEARD = 200;
/** An event (RFC 4733 §2.3) and comfort noise (RFC 3389) have no more bytes; no sound is lost with them. */
const NO_SOUND_BYTES = 4;
const LOUDEST = 32_767;

/**
 * Puts packets of two sides to their places in time: left the caller, right all others. Returns the samples (16 bit, left and right in
 * turn) as soon as no packet can come for them any more. So an hour needs no more memory than a minute.
 */
export class Stereo {
  readonly #ports: ReadonlySet<number>;
  readonly #ring = new Int16Array(SIDES * 2 * OPEN);
  readonly #sides: (Side | null)[] = [null, null];
  #begun: number | null = null;
  #written = 0;
  #end = 0;
  /** Time by which the machine's clock was put back since the first packet, and the latest time of a packet, ms. */
  #back = 0;
  #latest = 0;
  /** Packets of the caller that cannot be read and came since the caller was heard, and when the first and the last came. */
  #unread = { count: 0, first: 0, last: 0 };
  lost = 0;

  readonly #types: G711Types;
  readonly #played: Pick<PlayedSound, "sample"> | null;

  /** `played` is what the caller heard beside the others, and sounds on their side. */
  constructor(callerPorts: readonly number[], played: Pick<PlayedSound, "sample"> | null = null, types: G711Types = []) {
    this.#types = types;
    this.#ports = new Set(callerPorts);
    this.#played = played;
  }

  /** Time of the first packet (epoch ms); null before it. */
  get beganAt(): number | null {
    return this.#begun;
  }

  get seconds(): number {
    return this.#end / RATE;
  }

  /** Decodes the next packet; returns the samples that are done. */
  decode(given: RtpPacket): Int16Array {
    // The times are those of the machine's clock. After a step back, all that is said goes on where it was.
    if (given.at + this.#back < this.#latest - JUMP) this.#back = this.#latest - given.at;
    const packet = { ...given, at: given.at + this.#back };
    this.#latest = Math.max(this.#latest, packet.at);
    const samples = samplesOf(packet.type, this.#types);
    const channel = this.#ports.has(packet.port) ? 0 : 1;
    if (samples === undefined) {
      const { count, first } = this.#unread;
      if (channel === 0 && packet.payload.length > NO_SOUND_BYTES)
        this.#unread = { count: count + 1, first: count === 0 ? packet.at : first, last: packet.at };
      return new Int16Array(0);
    }
    // The last that could not be read is the one that is heard now.
    if (channel === 0) this.#heard(packet.at, 1);
    this.#begun ??= packet.at;
    const arrived = Math.max(0, Math.round(((packet.at - this.#begun) * RATE) / 1000));
    const place = this.#placeOf(packet, channel, arrived);
    const done = this.#flush(Math.max(arrived, place + packet.payload.length) - OPEN);
    for (const [index, byte] of packet.payload.entries()) {
      const at = place + index;
      if (at < this.#written || at >= this.#written + 2 * OPEN) continue;
      this.#ring[(at % (2 * OPEN)) * SIDES + channel] = samples[byte] ?? 0;
      this.#end = Math.max(this.#end, at + 1);
    }
    return done;
  }

  /** Returns the samples that are left at the end. */
  rest(): Int16Array {
    this.#heard(this.#unread.last, 0);
    return this.#flush(this.#end);
  }

  #heard(at: number, now: 0 | 1): void {
    const { count, first } = this.#unread;
    if (count > now && at - first > UNHEARD) this.lost += count - now;
    this.#unread = { count: 0, first: 0, last: 0 };
  }

  #placeOf({ source, timestamp, sequence }: RtpPacket, channel: number, arrived: number): number {
    const side = this.#sides[channel] ?? null;
    const place = side !== null && side.source === source ? side.place + ((timestamp - side.timestamp) | 0) : null;
    if (side === null || place === null || Math.abs(place - arrived) > (JUMP * RATE) / 1000) {
      this.#sides[channel] = { source, timestamp, place: arrived, sequence };
      return arrived;
    }
    const step = (sequence - side.sequence) & 0xffff;
    if (step > 0 && step < 1_000) {
      this.lost += step - 1;
      side.sequence = sequence;
    } else if (step > 0xffff - 1_000 && this.lost > 0) {
      // It was counted as lost when a later one came first.
      this.lost--;
    }
    return place;
  }

  #flush(until: number): Int16Array {
    const count = Math.max(0, until - this.#written);
    const out = new Int16Array(count * SIDES);
    for (let index = 0; index < count; index++) {
      const from = ((this.#written + index) % (2 * OPEN)) * SIDES;
      for (let channel = 0; channel < SIDES; channel++) {
        out[index * SIDES + channel] = index < 2 * OPEN ? (this.#ring[from + channel] ?? 0) : 0;
        this.#ring[from + channel] = 0;
      }
      const also = this.#played?.sample((this.#begun ?? 0) + ((this.#written + index) * 1000) / RATE) ?? 0;
      if (also !== 0) out[index * SIDES + 1] = Math.max(-LOUDEST, Math.min(LOUDEST, (out[index * SIDES + 1] ?? 0) + also));
    }
    this.#written += count;
    return out;
  }
}

// Keys as pairs of tones (ITU-T Q.23), for trunks that carry no events (RFC 4733). rtpengine 12.5 finds none in a call that waits, so they
// are looked for here. Goertzel's method gives the power at each of the eight frequencies, a packet of sound at a time.

const RATE = 8_000;
const KEYS = ["123A", "456B", "789C", "*0#D"];

/** The least mean square of a packet that is looked at: about -40 dBm0, below what any key is sent with. */
const QUIET = 150 ** 2;
/** Smallest share of the pair in the whole power: speech has its power elsewhere as well. */
const PURE = 0.6;
/** Least ratio of a tone to the next of its group, and largest ratio between the two tones (ITU-T Q.24: 10 dB). */
const CLEAR = 6;
const TWIST = 10;
/** Packets of 20 ms in a row that a key needs, or more where that is asked for: 40 ms is the shortest that counts (ITU-T Q.24). */
const PACKETS = 2;

/** Factors of Goertzel's method for a frequency, and for one beside it on each side. */
type Turns = readonly [below: number, at: number, above: number];
const turnOf = (hertz: number): number => 2 * Math.cos((2 * Math.PI * hertz) / RATE);
/** A telephone may be off by 1.5 % (ITU-T Q.24), in which 20 ms hear half of the highest tone alone: each is looked for beside its place too. */
const OFF = 0.01;
const turnsOf = (hertz: number): Turns => [turnOf(hertz * (1 - OFF)), turnOf(hertz), turnOf(hertz * (1 + OFF))];
const ROWS = [697, 770, 852, 941].map(turnsOf);
const COLUMNS = [1_209, 1_336, 1_477, 1_633].map(turnsOf);

const powerOf = (one: number, two: number, turn: number): number => one * one + two * two - turn * one * two;

/**
 * The mean square that a tone has in samples, at the best of three frequencies. All are looked for in one pass, written out with single
 * variables: 4 µs for a packet. Three passes with destructuring took 24 µs.
 */
function powerNear(samples: Int16Array, [below, at, above]: Turns): number {
  let a1 = 0;
  let a2 = 0;
  let b1 = 0;
  let b2 = 0;
  let c1 = 0;
  let c2 = 0;
  for (let nth = 0; nth < samples.length; nth++) {
    const sample = samples[nth] ?? 0;
    const a = sample + below * a1 - a2;
    a2 = a1;
    a1 = a;
    const b = sample + at * b1 - b2;
    b2 = b1;
    b1 = b;
    const c = sample + above * c1 - c2;
    c2 = c1;
    c1 = c;
  }
  return (2 * Math.max(powerOf(a1, a2, below), powerOf(b1, b2, at), powerOf(c1, c2, above))) / samples.length ** 2;
}

/** The strongest of a group, where it stands clear of the others. */
function strongest(samples: Int16Array, group: readonly Turns[]): { at: number; power: number } | null {
  const powers = group.map((turns) => powerNear(samples, turns));
  const power = Math.max(...powers);
  const at = powers.indexOf(power);
  return powers.every((each, nth) => nth === at || each * CLEAR < power) ? { at, power } : null;
}

/** The key that sounds in some 20 ms; null for none. */
export function keyIn(samples: Int16Array): string | null {
  let whole = 0;
  for (let nth = 0; nth < samples.length; nth++) whole += (samples[nth] ?? 0) ** 2;
  whole /= samples.length;
  if (samples.length === 0 || whole < QUIET) return null;
  const row = strongest(samples, ROWS);
  // A row so weak is not half of any pair: the columns of speech are not looked at.
  if (row === null || row.power * (1 + TWIST) < PURE * whole) return null;
  const column = strongest(samples, COLUMNS);
  if (column === null || row.power + column.power < PURE * whole) return null;
  if (row.power > TWIST * column.power || column.power > TWIST * row.power) return null;
  return KEYS[row.at]?.charAt(column.at) ?? null;
}

/** Hears one caller's keys: each is told once, however long it is pressed, also where one packet of it is not understood. */
export class ToneKeys {
  readonly #least: number;
  #last: string | null = null;
  #count = 0;
  /** The key that was told and is not let go of yet, and how many packets in a row were without it. */
  #held: string | null = null;
  #missing = 0;

  constructor(least = PACKETS) {
    this.#least = least;
  }

  /** Receives the next packet; returns the key that it completes. */
  receive(samples: Int16Array): string | null {
    const key = keyIn(samples);
    this.#missing = key === this.#held ? 0 : this.#missing + 1;
    if (this.#missing >= PACKETS) this.#held = null;
    this.#count = key !== null && key === this.#last ? this.#count + 1 : 1;
    this.#last = key;
    if (key === null || key === this.#held || this.#count < this.#least) return null;
    this.#held = key;
    this.#missing = 0;
    return key;
  }
}

import type { Point } from "../../kernel/index.ts";

/** Types of vehicles in the order in which they are numbered (EN 15722, VehicleType; classes of UN R.E.3). */
export const VEHICLE_TYPES = ["M1", "M2", "M3", "N1", "N2", "N3", "L1e", "L2e", "L3e", "L4e", "L5e", "L6e", "L7e"] as const;

/** The propulsion of a vehicle, in the order of the standard (EN 15722, VehiclePropulsionStorageType). */
export const PROPULSIONS = ["gasoline", "diesel", "natural_gas", "propane", "electric", "hydrogen", "other"] as const;
export type Propulsion = (typeof PROPULSIONS)[number];

/** The minimum set of data that a vehicle sends of itself when it calls for help (eCall, EN 15722). */
export type Msd = {
  readonly version: 2 | 3;
  readonly automatic: boolean;
  readonly test: boolean;
  /** A class of `VEHICLE_TYPES`; null for one that a later edition of the standard added. */
  readonly vehicleType: string | null;
  readonly vin: string;
  readonly propulsion: readonly Propulsion[];
  /** Epoch ms; null where the vehicle had no time. */
  readonly at: number | null;
  /** Null where the vehicle knew none. */
  readonly point: Point | null;
  /** The vehicle trusts its position: within 150 m with a confidence of 95 %. */
  readonly trusted: boolean;
  /** Degrees from north; null where it is not known. */
  readonly directionDeg: number | null;
  /** Earlier places of the vehicle, the newest first. */
  readonly recent: readonly Point[];
  /** Safety belts that are fastened; null where the vehicle does not count. */
  readonly passengers: number | null;
};

/** No MSD has more bytes (EN 15722, 6.1). */
export const MSD_BYTES_MOST = 140;
const VIN_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
const VIN_LENGTH = 17;
/** Positions are in milliarcseconds, steps between them in hundreds of these. */
const [PER_DEGREE, STEP] = [3_600_000, 100];
const [UNKNOWN_POSITION, UNKNOWN_DIRECTION] = [0x7fffffff, 0xff];

/** Bits of a message, from its first to its last; reading past its end is an end of all reading. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  get isOver(): boolean {
    return this.#at > this.#bytes.length * 8;
  }
  /** An unsigned number of so many bits, 32 at most; 0 past the end. */
  read(count: number): number {
    let value = 0;
    for (let nth = 0; nth < count; nth++, this.#at++) value = value * 2 + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    return value;
  }
  is(): boolean {
    return this.read(1) === 1;
  }
  /** A number of 32 bits, offset from -2,147,483,648. */
  signed(): number {
    return this.read(32) - 2_147_483_648;
  }
  delta(): number {
    return this.read(10) - 512;
  }
}

const onEarth = (lat: number, lon: number): Point | null =>
  Math.abs(lat) <= 90 * PER_DEGREE && Math.abs(lon) <= 180 * PER_DEGREE ? { lat: lat / PER_DEGREE, lon: lon / PER_DEGREE } : null;

/** The vehicle type: numbered among those of the first edition, or among those that came later, which nobody here knows by name. */
function vehicleTypeIn(bits: Bits): string | null {
  if (!bits.is()) return VEHICLE_TYPES[bits.read(4)] ?? null;
  // A small number of an extension has six bits after a zero (X.691 §11.6).
  if (bits.is()) return null;
  bits.read(6);
  return null;
}

/** Each has a presence bit (its default is absence), then its value. */
function propulsionIn(bits: Bits): readonly Propulsion[] | null {
  const isExtended = bits.is();
  const told = PROPULSIONS.map((kind) => ({ kind, isTold: bits.is() }));
  const found = told.flatMap(({ kind, isTold }) => (isTold && bits.is() ? [kind] : []));
  return isExtended ? null : found;
}

/**
 * Reads an MSD: ECallMessage of EN 15722 in unaligned PER (X.691), edition 2 or 3. Null for anything else, for one that ends too early, and
 * for one whose extensions leave its position unknown. Fields after the number of passengers are not read.
 */
export function readMsd(bytes: Uint8Array): Msd | null {
  const [version, length] = [bytes[0], bytes[1]];
  if (bytes.length > MSD_BYTES_MOST || (version !== 2 && version !== 3) || length === undefined || length > 127) return null;
  if (bytes.length < 2 + length) return null;
  const bits = new Bits(bytes.subarray(2, 2 + length));
  // MSDMessage: an extension, then optional additional data; neither comes before the fields read here.
  bits.read(2);
  // MSDStructure: an extension, then the optional fields. Edition 3 always has both earlier positions.
  bits.read(1);
  const [hasFirst, hasSecond] = version === 2 ? [bits.is(), bits.is()] : [true, true];
  const hasPassengers = bits.is();
  bits.read(8);
  const [automatic, test, trusted] = [bits.is(), bits.is(), bits.is()];
  const vehicleType = vehicleTypeIn(bits);
  const signs = Array.from({ length: VIN_LENGTH }, () => VIN_SIGNS[bits.read(6)]);
  const propulsion = propulsionIn(bits);
  const seconds = bits.read(32);
  const [lat, lon] = [bits.signed(), bits.signed()];
  const direction = bits.read(8);
  const deltas = [hasFirst, hasSecond].filter(Boolean).map(() => [bits.delta(), bits.delta()] as const);
  const passengers = hasPassengers ? bits.read(8) : null;
  if (bits.isOver || propulsion === null || signs.includes(undefined)) return null;
  const isKnown = lat !== UNKNOWN_POSITION && lon !== UNKNOWN_POSITION;
  const point = isKnown ? onEarth(lat, lon) : null;
  const recent: Point[] = [];
  let [fromLat, fromLon] = [lat, lon];
  // Each earlier position is relative to the one after it.
  for (const [dLat, dLon] of point === null ? [] : deltas) {
    [fromLat, fromLon] = [fromLat + dLat * STEP, fromLon + dLon * STEP];
    const before = onEarth(fromLat, fromLon);
    if (before !== null) recent.push(before);
  }
  return {
    version,
    automatic,
    test,
    vehicleType,
    vin: signs.join(""),
    propulsion,
    at: seconds === 0 ? null : seconds * 1000,
    point,
    trusted,
    directionDeg: direction === UNKNOWN_DIRECTION || direction > 179 ? null : direction * 2,
    recent,
    passengers: passengers === 255 ? null : passengers,
  };
}

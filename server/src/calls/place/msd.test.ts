import { PROPULSIONS, readMsd, VEHICLE_TYPES } from "@amaliyat/domain/calls";
import { writeMsd, type VehicleSays } from "../testing/simulated.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

/** Bytes of bits that were written by hand, field after field of the standard's ASN.1. */
function byHand(version: number, ...fields: readonly string[]): Uint8Array {
  const bits = fields.join("");
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_none, nth) =>
    Number.parseInt(bits.slice(nth * 8, nth * 8 + 8).padEnd(8, "0"), 2),
  );
  return Uint8Array.of(version, bytes.length, ...bytes);
}

// VIN 1M8GDM9AXKP042788: each sign is its place among 0 to 9 and A to Z without I, O and Q, in six bits.
const VIN =
  "000001 010101 001000 010000 001101 010101 001001 001010 011110 010011 010111 000000 000100 000010 000111 001000 001000".replaceAll(
    " ",
    "",
  );

it("reads a message that was written by hand: a diesel van whose driver pressed the key, and which does not trust its place", () => {
  const read = readMsd(
    byHand(
      2,
      // MSDMessage: no extension, no additional data; MSDStructure: no extension, one earlier position, passengers.
      "000101",
      // Message 3; by hand, no test, not trusted; class N1 is the fourth, after a bit for extensions.
      "00000011",
      "000",
      "00011",
      VIN,
      // Diesel alone is told, and is there.
      "001000001",
      // 1,800,000,000 s; 31.95 degrees north are 115,020,000 mas, 5.33 east 19,188,000, each from -2^31 on.
      "01101011010010011101001000000000",
      "10000110110110110001000011100000",
      "10000001001001001100100100100000",
      // 90 degrees in steps of two; 10 steps south and 1 east of it before; three belts.
      "00101101",
      "0111110110",
      "1000000001",
      "00000011",
    ),
  );
  expect(read).toEqual({
    version: 2,
    automatic: false,
    test: false,
    vehicleType: "N1",
    vin: "1M8GDM9AXKP042788",
    propulsion: ["diesel"],
    at: 1_800_000_000_000,
    point: { lat: 31.95, lon: 5.33 },
    trusted: false,
    directionDeg: 90,
    recent: [{ lat: (115_020_000 - 1_000) / 3_600_000, lon: (19_188_000 + 100) / 3_600_000 }],
    passengers: 3,
  });
});

const VIN_SIGNS = Array.from({ length: 33 }, (_none, nth) => "0123456789ABCDEFGHJKLMNPRSTUVWXYZ".charAt(nth));

const vehicle: fc.Arbitrary<VehicleSays> = fc
  .record({
    version: fc.constantFrom(2 as const, 3 as const),
    messageId: fc.integer({ min: 1, max: 255 }),
    automatic: fc.boolean(),
    test: fc.boolean(),
    trusted: fc.boolean(),
    vehicleType: fc.constantFrom(...VEHICLE_TYPES),
    vin: fc.array(fc.constantFrom(...VIN_SIGNS), { minLength: 17, maxLength: 17 }).map((signs) => signs.join("")),
    propulsion: fc.subarray([...PROPULSIONS]),
    seconds: fc.integer({ min: 1, max: 0xffffffff }),
    latMas: fc.integer({ min: -320_000_000, max: 320_000_000 }),
    lonMas: fc.integer({ min: -640_000_000, max: 640_000_000 }),
    direction: fc.integer({ min: 0, max: 179 }),
    deltas: fc.array(fc.tuple(fc.integer({ min: -512, max: 511 }), fc.integer({ min: -512, max: 511 })), { minLength: 2, maxLength: 2 }),
    passengers: fc.option(fc.integer({ min: 0, max: 254 })),
  })
  .chain((said) =>
    fc.integer({ min: 0, max: 2 }).map((count) => (said.version === 2 ? { ...said, deltas: said.deltas.slice(0, count) } : said)),
  );

it("reads what a vehicle writes", () => {
  fc.assert(
    fc.property(vehicle, (said) => {
      const { version, automatic, test, trusted, vehicleType, vin, propulsion, passengers } = said;
      const read = readMsd(writeMsd(said));
      expect(read).toMatchObject({ version, automatic, test, trusted, vehicleType, vin, propulsion, passengers });
      expect(read?.at).toBe(said.seconds * 1000);
      expect(read?.directionDeg).toBe(said.direction * 2);
      expect(read?.point).toEqual({ lat: said.latMas / 3_600_000, lon: said.lonMas / 3_600_000 });
      const steps = said.deltas.reduce(([lat, lon], [dLat, dLon]) => [lat + dLat, lon + dLon], [0, 0]);
      const last = read?.recent.at(-1);
      expect(read?.recent).toHaveLength(said.deltas.length);
      if (last !== undefined) expect(last.lat * 3_600_000).toBeCloseTo(said.latMas + steps[0] * 100, 3);
    }),
  );
});

it("takes a message that ends too early for none, and never fails, whatever the bytes are", () => {
  fc.assert(
    fc.property(vehicle, fc.nat(200), (said, cut) => {
      const bytes = writeMsd(said);
      const short = bytes.subarray(0, Math.min(cut, bytes.length - 1));
      expect(readMsd(short)).toBeNull();
      // A length that is told shorter than what follows ends the reading as well.
      if (bytes.length - 3 >= 0) expect(readMsd(Uint8Array.of(said.version, bytes.length - 2 - 2, ...bytes.subarray(2)))).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 160 }), fc.constantFrom(2, 3, null), (bytes, version) => {
      if (version !== null && bytes.length > 2) [bytes[0], bytes[1]] = [version, bytes.length - 2];
      const read = readMsd(bytes);
      if (read === null) return;
      expect(read.vin).toHaveLength(17);
      for (const point of [read.point, ...read.recent])
        if (point !== null) expect(Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it("knows no place, time, direction and belts where the vehicle says that it does not", () => {
  const said: VehicleSays = {
    version: 2,
    messageId: 1,
    automatic: true,
    test: true,
    trusted: false,
    vehicleType: "M1",
    vin: "1M8GDM9AXKP042788",
    propulsion: [],
    seconds: 0,
    latMas: 0x7fffffff,
    lonMas: 0x7fffffff,
    direction: 255,
    deltas: [[1, 1]],
    passengers: null,
  };
  expect(readMsd(writeMsd(said))).toMatchObject({ at: null, point: null, directionDeg: null, recent: [], passengers: null, test: true });
});

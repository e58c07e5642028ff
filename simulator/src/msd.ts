import { PROPULSIONS, VEHICLE_TYPES, type Msd } from "@amaliyat/domain/calls";

const VIN_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

/** The data of a test's vehicle: positions in milliarcseconds, steps of earlier ones in hundreds of these. */
export type VehicleSays = Pick<Msd, "version" | "automatic" | "test" | "trusted" | "vin" | "propulsion"> & {
  readonly messageId: number;
  readonly vehicleType: (typeof VEHICLE_TYPES)[number];
  /** Seconds since epoch. */
  readonly seconds: number;
  readonly latMas: number;
  readonly lonMas: number;
  /** In steps of two degrees. */
  readonly direction: number;
  /** Two at most; edition 3 always has both. */
  readonly deltas: readonly (readonly [number, number])[];
  readonly passengers: number | null;
};

/** Writes an MSD in unaligned PER (EN 15722, X.691), as the standard's ASN.1 says it, field after field. */
export function writeMsd(said: VehicleSays): Buffer {
  const { version, deltas, passengers } = said;
  let bits = "";
  const put = (value: number, count: number): void => void (bits += value.toString(2).padStart(count, "0"));
  const flag = (is: boolean): void => put(is ? 1 : 0, 1);
  // MSDMessage: no extension, no additional data. MSDStructure: no extension, then the fields present.
  put(0, 3);
  if (version === 2) for (const nth of [0, 1]) flag(nth < deltas.length);
  flag(passengers !== null);
  put(version === 2 ? said.messageId : said.messageId - 1, 8);
  for (const is of [said.automatic, said.test, said.trusted]) flag(is);
  flag(false);
  put(VEHICLE_TYPES.indexOf(said.vehicleType), 4);
  for (const sign of said.vin) put(VIN_SIGNS.indexOf(sign), 6);
  flag(false);
  for (const kind of PROPULSIONS) flag(said.propulsion.includes(kind));
  for (const kind of PROPULSIONS) if (said.propulsion.includes(kind)) flag(true);
  put(said.seconds, 32);
  for (const mas of [said.latMas, said.lonMas]) put(mas + 2_147_483_648, 32);
  put(said.direction, 8);
  for (const delta of deltas) for (const step of delta) put(step + 512, 10);
  if (passengers !== null) put(passengers, 8);
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_none, nth) =>
    Number.parseInt(bits.slice(nth * 8, nth * 8 + 8).padEnd(8, "0"), 2),
  );
  return Buffer.from([version, bytes.length, ...bytes]);
}

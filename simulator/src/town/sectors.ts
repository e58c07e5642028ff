import type { Ring, Text3 } from "@amaliyat/domain/kernel";
import { toLonLat } from "./projection.ts";
import type { Metres } from "./projection.ts";

export type SectorLevel = "wilaya" | "daira" | "urban";

/** A sector of competence of the town. */
export type TownSector = {
  readonly code: string;
  /** Code of the sector above; null for the wilaya. */
  readonly parent: string | null;
  readonly level: SectorLevel;
  readonly names: Text3;
  /** Corners in metres from the middle of the town, counter-clockwise. */
  readonly corners: readonly Metres[];
  /** Closed boundary, [lon, lat]. */
  readonly boundary: Ring;
};

/** Corners where boundaries of urban sectors meet. The lines between them run along avenues; `avenues.ts` uses the same places. */
export const CORNERS = {
  northWest: [-3900, 4550],
  northEast: [3900, 4550],
  southEast: [3900, -4550],
  southWest: [-3900, -4550],
  north: [300, 4550],
  south: [-200, -4550],
  n0: [-3900, 1250],
  n1: [-1500, 1450],
  n2: [250, 1750],
  n3: [1600, 1500],
  n4: [3900, 1800],
  s0: [-3900, -1300],
  s1: [-1400, -1500],
  s2: [-150, -1750],
  s3: [1500, -1400],
  s4: [3900, -1500],
  west: [-1600, 100],
  east: [1750, 150],
  upper: [100, 3000],
  lower: [50, -3100],
} as const satisfies Record<string, Metres>;

const c = CORNERS;
const OUTLINE: readonly Metres[] = [c.southWest, c.south, c.southEast, c.s4, c.n4, c.northEast, c.north, c.northWest, c.n0, c.s0];

const URBAN: readonly (readonly Metres[])[] = [
  [c.n1, c.west, c.s1, c.s2, c.s3, c.east, c.n3, c.n2],
  [c.s2, c.lower, c.south, c.southEast, c.s4, c.s3],
  [c.n0, c.n1, c.n2, c.upper, c.north, c.northWest],
  [c.n0, c.s0, c.s1, c.west, c.n1],
  [c.s0, c.southWest, c.south, c.lower, c.s2, c.s1],
  [c.n2, c.n3, c.n4, c.northEast, c.north, c.upper],
  [c.n3, c.east, c.s3, c.s4, c.n4],
];

const FRENCH_ORDINALS = ["1re", "2e", "3e", "4e", "5e", "6e", "7e"];

function sector(code: string, parent: string | null, level: SectorLevel, names: Text3, corners: readonly Metres[]): TownSector {
  const ring = corners.map(toLonLat);
  const [first] = ring;
  return { code, parent, level, names, corners, boundary: first === undefined ? [] : [...ring, first] };
}

/** The sectors of the town, each after the one above it. The seven urban ones tile the daïra. */
export const SECTORS: readonly TownSector[] = [
  sector("SW", null, "wilaya", { ar: "أمن ولاية عين الرمال", fr: "Sûreté de wilaya d'Aïn Rimal", en: "Aïn Rimal wilaya police" }, OUTLINE),
  sector("SD1", "SW", "daira", { ar: "أمن دائرة عين الرمال", fr: "Sûreté de daïra d'Aïn Rimal", en: "Aïn Rimal daïra police" }, OUTLINE),
  ...URBAN.map((corners, i) =>
    sector(
      `SU${i + 1}`,
      "SD1",
      "urban",
      { ar: `الأمن الحضري ${i + 1}`, fr: `${FRENCH_ORDINALS[i] ?? ""} sûreté urbaine`, en: `Urban police ${i + 1}` },
      corners,
    ),
  ),
];

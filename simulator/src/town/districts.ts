import type { Text3 } from "@amaliyat/domain/kernel";
import { CENTRE } from "./avenues.ts";
import type { Polygon } from "./plane.ts";
import type { Metres } from "./projection.ts";
import { CORNERS as c } from "./sectors.ts";

/** A quarter with its own street grid; convex, counter-clockwise, its sides on avenues. */
export type District = {
  readonly name: Text3;
  readonly polygon: Polygon;
  /** Turn of the grid, degrees. */
  readonly turn: number;
  /** Distance between streets one way and the other, m. */
  readonly pitch: readonly [number, number];
};

const district = (
  ar: string,
  fr: string,
  en: string,
  turn: number,
  pitch: readonly [number, number],
  ...polygon: readonly Metres[]
): District => ({
  name: { ar, fr, en },
  polygon,
  turn,
  pitch,
});

const WEST_RING: Metres = [-3350, 55];
const EAST_RING: Metres = [3350, 110];

/** The quarters. Names are invented. */
export const DISTRICTS: readonly District[] = [
  district("حي القصر", "Cité El Ksar", "El Ksar", 6, [130, 78], c.west, CENTRE, [140, 850], [-700, 800], [-1550, 780]),
  district("حي الزيتون", "Cité des Oliviers", "Olive quarter", 3, [165, 92], [-1550, 780], [-700, 800], [140, 850], c.n2, c.n1),
  district("حي النصر", "Cité Ennasr", "Ennasr", -3, [150, 86], CENTRE, c.east, [1680, 790], [900, 800], [140, 850]),
  district("حي المستشفى", "Cité de l'Hôpital", "Hospital quarter", -5, [170, 95], [140, 850], [900, 800], [1680, 790], c.n3, c.n2),
  district("حي السوق", "Cité du Marché", "Market quarter", -4, [120, 74], [-1510, -700], [-700, -760], [-50, -850], CENTRE, c.west),
  district("حي المحطة", "Cité de la Gare", "Station quarter", 5, [160, 90], c.s1, c.s2, [-50, -850], [-700, -760], [-1510, -700]),
  district("حي الوفاء", "Cité El Wafa", "El Wafa", 4, [150, 84], [-50, -850], [800, -760], [1610, -700], c.east, CENTRE),
  district("حي الفقارة", "Cité de la Foggara", "Foggara quarter", -2, [165, 92], c.s2, c.s3, [1610, -700], [800, -760], [-50, -850]),
  district("حي الحرفيين", "Cité des Artisans", "Artisans' quarter", 2, [190, 110], [-2500, 40], c.west, [-1550, 780], [-2400, 760]),
  district("حي الرمال", "Cité des Sables", "Sands quarter", 4, [190, 110], [-2500, 740], [-1550, 780], c.n1, [-2600, 1358]),
  district("حي القوافل", "Cité des Caravanes", "Caravan quarter", -3, [180, 105], [-2900, -1350], c.s1, c.west, [-2500, 40], WEST_RING),
  district("حي السبخة", "Cité de la Sebkha", "Sebkha quarter", 3, [190, 108], c.s3, [3250, -1470], EAST_RING, c.east, [1610, -700]),
  district("حي الملعب", "Cité du Stade", "Stadium quarter", -4, [190, 108], c.east, EAST_RING, [3310, 800], [1680, 790]),
  district("حي الوادي", "Cité de l'Oued", "Wadi quarter", 2, [200, 112], [1680, 790], [3310, 800], [3250, 1715], c.n3),
  district("حي الشمال", "Cité du Nord", "North quarter", -6, [200, 112], c.n3, [2700, 1640], [2560, 2960], [1450, 2900]),
  district("حي عين السلطان", "Cité Aïn Soltane", "Aïn Soltane", 5, [190, 108], c.n1, c.n2, c.upper, [-1350, 2900]),
  district("حي الجنوب", "Cité du Sud", "South quarter", 3, [195, 110], [-1500, -2900], c.lower, c.s2, c.s1),
  district("حي الأمل", "Cité El Amel", "El Amel", -5, [195, 110], c.lower, [1650, -2900], c.s3, c.s2),
];

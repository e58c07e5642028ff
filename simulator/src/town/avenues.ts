import type { Text3 } from "@amaliyat/domain/kernel";
import type { Metres } from "./projection.ts";
import { CORNERS as c } from "./sectors.ts";

export const ROAD_CLASSES = ["primary", "secondary", "residential", "roundabout"] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** A named line that traffic follows. */
export type Road = { readonly class: RoadClass; readonly name: Text3; readonly line: readonly Metres[] };

/** A round junction: roads that lead through its middle end on its ring. */
export type Roundabout = { readonly name: Text3; readonly middle: Metres; readonly radius: number };

export const CENTRE: Metres = [60, 0];
const ROUTE_NORTH: Metres = [-1250, 4400];

const road = (kind: RoadClass, ar: string, fr: string, en: string, ...line: readonly Metres[]): Road => ({
  class: kind,
  name: { ar, fr, en },
  line,
});

/** The avenues. Names are invented. */
export const AVENUES: readonly Road[] = [
  road("primary", "شارع النخيل", "Avenue des Palmiers", "Palm Avenue", c.upper, c.n2, CENTRE, c.s2, c.lower),
  road("primary", "طريق الشمال", "Route du Nord", "North Road", [280, 4400], c.upper),
  road("primary", "طريق العرق", "Route de l'Erg", "Erg Road", c.lower, [-190, -4400]),
  road(
    "primary",
    "طريق القوافل",
    "Route des Caravanes",
    "Caravan Road",
    [-3800, 60],
    [-2500, 40],
    c.west,
    CENTRE,
    c.east,
    [2700, 90],
    [3800, 120],
  ),
  road("primary", "شارع الواحة", "Boulevard de l'Oasis", "Oasis Boulevard", c.n0, c.n1, c.n2, c.n3, c.n4),
  road("primary", "شارع الفقارة", "Boulevard de la Foggara", "Foggara Boulevard", c.s0, c.s1, c.s2, c.s3, c.s4),
  road(
    "secondary",
    "شارع القصبة",
    "Avenue de la Casbah",
    "Casbah Avenue",
    ROUTE_NORTH,
    [-1350, 2900],
    c.n1,
    c.west,
    c.s1,
    [-1500, -2900],
    [-1450, -4300],
  ),
  road(
    "secondary",
    "شارع المطار",
    "Avenue de l'Aéroport",
    "Airport Avenue",
    [1500, 4300],
    [1450, 2900],
    c.n3,
    c.east,
    c.s3,
    [1650, -2900],
    [1700, -4300],
  ),
  road(
    "primary",
    "الطريق الدائري",
    "Rocade",
    "Ring Road",
    [-3000, 3050],
    [-1350, 3450],
    [150, 3550],
    [1480, 3500],
    [2800, 3050],
    [3250, 1700],
    [3350, 110],
    [3250, -1470],
    [2850, -3000],
    [1660, -3450],
    [0, -3550],
    [-1470, -3450],
    [-2900, -3000],
    [-3250, -1330],
    [-3350, 55],
    [-3250, 1300],
    [-3000, 3050],
  ),
  road("secondary", "شارع الدقلة", "Avenue de la Datte", "Date Avenue", [-1550, 780], [-700, 800], [140, 850], [900, 800], [1680, 790]),
  road(
    "secondary",
    "شارع العرجون",
    "Avenue du Régime",
    "Cluster Avenue",
    [-1510, -700],
    [-700, -760],
    [-50, -850],
    [800, -760],
    [1610, -700],
  ),
  road("secondary", "شارع السبخة", "Avenue de la Sebkha", "Sebkha Avenue", [1680, 790], [2500, 760], [3310, 800]),
  road("secondary", "شارع الحرفيين", "Avenue des Artisans", "Artisans' Avenue", [-3310, 700], [-2400, 760], [-1550, 780]),
  road("secondary", "شارع الجامعة", "Avenue de l'Université", "University Avenue", [1470, 3100], [800, 2500], [250, 1750]),
];

/** The roundabouts. */
export const ROUNDABOUTS: readonly Roundabout[] = [
  { name: { ar: "دوار الواحة", fr: "Rond-point de l'Oasis", en: "Oasis Roundabout" }, middle: CENTRE, radius: 34 },
  { name: { ar: "دوار القافلة", fr: "Rond-point de la Caravane", en: "Caravan Roundabout" }, middle: c.west, radius: 28 },
  { name: { ar: "دوار المطار", fr: "Rond-point de l'Aéroport", en: "Airport Roundabout" }, middle: c.east, radius: 28 },
  { name: { ar: "دوار الجامعة", fr: "Rond-point de l'Université", en: "University Roundabout" }, middle: c.n2, radius: 30 },
  { name: { ar: "دوار الفقارة", fr: "Rond-point de la Foggara", en: "Foggara Roundabout" }, middle: c.s2, radius: 28 },
];

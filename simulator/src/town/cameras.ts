import type { Purpose } from "@amaliyat/domain/cameras";
import type { Point, Text3 } from "@amaliyat/domain/kernel";
import { toPoint } from "./projection.ts";
import type { Metres } from "./projection.ts";

/** A deployment phase of the town's camera project; `inServiceOn` is a date, null while it is only planned. */
export type TownPhase = { readonly number: number; readonly names: Text3; readonly inServiceOn: string | null };

/** A pole or a place that carries cameras. */
export type TownSite = { readonly code: string; readonly names: Text3; readonly place: Point; readonly phase: number };

/** A camera of the town; it stands at its site. */
export type TownCamera = {
  /** As it is written in Arabic: ك-031. `latinCode` is the same number for Latin script. */
  readonly code: string;
  readonly latinCode: string;
  readonly names: Text3;
  readonly site: string;
  /** Degrees clockwise from north. */
  readonly directionDeg: number;
  readonly fieldOfViewDeg: number;
  readonly rangeM: number;
  readonly purposes: readonly Purpose[];
  /** Below the RTSP server: `<path>/main`, `<path>/sub`. */
  readonly path: string;
  /** The scene that it shows: tracks of `simulator/scenes.mp4`. */
  readonly scene: string;
};

export const PHASES: readonly TownPhase[] = [
  { number: 1, names: { ar: "الشطر الأول", fr: "Première tranche", en: "First phase" }, inServiceOn: "2022-11-06" },
  { number: 2, names: { ar: "الشطر الثاني", fr: "Deuxième tranche", en: "Second phase" }, inServiceOn: "2025-03-16" },
];

const site = (code: string, at: Metres, phase: number, ar: string, fr: string, en: string): TownSite => ({
  code,
  names: { ar, fr, en },
  place: toPoint(at),
  phase,
});

/** Places of cameras. */
export const SITES: readonly TownSite[] = [
  site(
    "M-01",
    [146, 838],
    1,
    "مفترق شارع النخيل وشارع الدقلة",
    "Carrefour av. des Palmiers – av. de la Datte",
    "Palm Avenue and Date Avenue junction",
  ),
  site("M-02", [66, -46], 1, "دوار الواحة", "Rond-point de l'Oasis", "Oasis Roundabout"),
  site("M-03", [-440, -330], 1, "ساحة السوق", "Place du Marché", "Market Square"),
  site("M-04", [-1140, -1266], 1, "محطة المسافرين", "Gare routière", "Bus station"),
  site("M-05", [548, 2164], 2, "مدخل الجامعة", "Entrée de l'Université", "University entrance"),
  site("M-06", [1040, 790], 2, "مستشفى الواحة", "Hôpital de l'Oasis", "Oasis Hospital"),
  site("M-07", [-2210, 1380], 2, "المنطقة الصناعية", "Zone industrielle", "Industrial zone"),
];

type Look = readonly [directionDeg: number, fieldOfViewDeg: number, rangeM: number];

function camera(
  number: string,
  at: string,
  scene: string,
  look: Look,
  purposes: readonly Purpose[],
  ar: string,
  fr: string,
  en: string,
): TownCamera {
  const [directionDeg, fieldOfViewDeg, rangeM] = look;
  const latinCode = `K-${number}`;
  return {
    code: `ك-${number}`,
    latinCode,
    names: { ar, fr, en },
    site: at,
    directionDeg,
    fieldOfViewDeg,
    rangeM,
    purposes,
    path: latinCode,
    scene,
  };
}

/** The cameras of the town; each shows the scene that its place suggests. */
export const CAMERAS: readonly TownCamera[] = [
  camera(
    "031",
    "M-01",
    "junction",
    [7, 62, 110],
    ["road_traffic", "public_order", "crime_prevention"],
    "مفترق النخيل والدقلة",
    "Carrefour Palmiers – Datte",
    "Palm and Date junction",
  ),
  camera(
    "032",
    "M-01",
    "avenue",
    [186, 58, 140],
    ["road_traffic", "crime_prevention"],
    "شارع النخيل، جنوبا",
    "Av. des Palmiers, vers le sud",
    "Palm Avenue, southbound",
  ),
  camera(
    "027",
    "M-02",
    "roundabout",
    [2, 64, 100],
    ["road_traffic", "public_order", "crime_prevention"],
    "دوار الواحة",
    "Rond-point de l'Oasis",
    "Oasis Roundabout",
  ),
  camera("003", "M-03", "market", [355, 60, 70], ["public_order", "crime_prevention"], "ساحة السوق", "Place du Marché", "Market Square"),
  camera(
    "009",
    "M-04",
    "station",
    [4, 62, 80],
    ["public_order", "protection", "crime_prevention"],
    "محطة المسافرين",
    "Gare routière",
    "Bus station",
  ),
  camera(
    "042",
    "M-05",
    "university",
    [128, 62, 80],
    ["protection", "road_traffic", "crime_prevention"],
    "مدخل الجامعة",
    "Entrée de l'Université",
    "University entrance",
  ),
  camera(
    "015",
    "M-06",
    "hospital",
    [1, 62, 75],
    ["sensitive_sites", "protection", "crime_prevention"],
    "مدخل المستشفى",
    "Entrée de l'hôpital",
    "Hospital entrance",
  ),
  camera(
    "018",
    "M-07",
    "industrial",
    [275, 60, 150],
    ["road_traffic", "crime_prevention"],
    "طريق المنطقة الصناعية",
    "Route de la zone industrielle",
    "Industrial zone road",
  ),
];

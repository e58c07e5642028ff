import type { Text3 } from "@amaliyat/domain/kernel";
import type { Polygon } from "./plane.ts";
import type { Metres } from "./projection.ts";

export type ZoneKind =
  | "palm_grove"
  | "park"
  | "square"
  | "sabkha"
  | "wadi"
  | "hospital"
  | "university"
  | "station"
  | "market"
  | "industrial"
  | "airport"
  | "school"
  | "stadium";

/** Ground that is not built over with houses. */
export type Zone = { readonly kind: ZoneKind; readonly name: Text3; readonly polygon: Polygon };

const zone = (kind: ZoneKind, ar: string, fr: string, en: string, ...polygon: readonly Metres[]): Zone => ({
  kind,
  name: { ar, fr, en },
  polygon,
});

const box = (x: number, y: number, width: number, height: number): Metres[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** The water and the green of the town, and its large plots. Names are invented. */
export const ZONES: readonly Zone[] = [
  zone(
    "palm_grove",
    "واحة السوافي",
    "Palmeraie des Souafi",
    "Souafi palm grove",
    [-2980, -2850],
    [-1560, -3150],
    [-1540, -2050],
    [-1950, -1720],
    [-2700, -1560],
    [-3080, -2000],
  ),
  zone(
    "palm_grove",
    "واحة عين السلطان",
    "Palmeraie d'Aïn Soltane",
    "Aïn Soltane palm grove",
    [-1180, 1900],
    [-300, 2050],
    [-150, 2750],
    [-480, 3180],
    [-1230, 2980],
  ),
  zone("palm_grove", "واحة الغرب", "Palmeraie de l'Ouest", "West palm grove", [-3240, 200], [-2600, 180], [-2520, 640], [-3230, 600]),
  zone(
    "palm_grove",
    "واحة السبخة",
    "Palmeraie de la Sebkha",
    "Sebkha palm grove",
    [1820, -1600],
    [2350, -1560],
    [2300, -2300],
    [1760, -2450],
  ),
  zone(
    "sabkha",
    "سبخة المالح",
    "Sebkha d'El Maleh",
    "El Maleh salt flat",
    [2450, -1720],
    [3120, -1620],
    [3180, -2100],
    [2880, -2780],
    [2250, -2950],
    [2150, -2620],
    [2420, -2250],
  ),
  zone(
    "wadi",
    "واد الرمل",
    "Oued Er-Rmel",
    "Wadi er-Rmel",
    [3840, 2620],
    [3000, 2520],
    [2420, 2250],
    [2250, 1500],
    [2300, 700],
    [2560, -250],
    [2640, -1150],
    [2700, -1720],
    [2800, -1720],
    [2740, -1150],
    [2660, -240],
    [2400, 720],
    [2350, 1480],
    [2500, 2180],
    [3030, 2430],
    [3860, 2530],
  ),
  zone("market", "ساحة السوق", "Place du Marché", "Market Square", ...box(-560, -330, 240, 190)),
  zone("station", "محطة المسافرين", "Gare routière", "Bus station", ...box(-1290, -1260, 300, 210)),
  zone("hospital", "مستشفى الواحة", "Hôpital de l'Oasis", "Oasis Hospital", ...box(880, 910, 330, 290)),
  zone(
    "university",
    "جامعة عين الرمال",
    "Université d'Aïn Rimal",
    "Aïn Rimal University",
    [380, 2000],
    [720, 2480],
    [1180, 2860],
    [1330, 2720],
    [1330, 2020],
    [900, 1900],
  ),
  zone(
    "industrial",
    "المنطقة الصناعية",
    "Zone industrielle",
    "Industrial zone",
    [-2900, 1500],
    [-1700, 1560],
    [-1600, 2500],
    [-2000, 2800],
    [-2780, 2650],
  ),
  zone("airport", "مطار عين الرمال", "Aéroport d'Aïn Rimal", "Aïn Rimal Airport", [2300, 3700], [3600, 3300], [3720, 3700], [2420, 4120]),
  zone("park", "حديقة الاستقلال", "Jardin de l'Indépendance", "Independence Garden", ...box(160, 120, 260, 170)),
  zone("park", "حديقة الزيتون", "Jardin des Oliviers", "Olive Garden", ...box(-1180, 320, 230, 180)),
  zone("square", "ساحة الوفاء", "Place de la Fidélité", "Fidelity Square", ...box(620, -420, 170, 140)),
  zone("stadium", "ملعب الرمال", "Stade des Sables", "Sands Stadium", ...box(1880, 980, 260, 330)),
  zone("school", "ثانوية الفقارة", "Lycée de la Foggara", "Foggara secondary school", ...box(-900, -1320, 180, 150)),
  zone("school", "متوسطة النخيل", "Collège des Palmiers", "Palm middle school", ...box(520, 430, 160, 140)),
  zone("school", "مدرسة القوافل", "École des Caravanes", "Caravan primary school", ...box(-2150, -560, 150, 130)),
];

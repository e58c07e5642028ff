import type { Text3 } from "@amaliyat/domain/kernel";
import { CORNERS } from "./sectors.ts";
import type { Metres } from "./projection.ts";

/** A place that people name when they call; `tag` is OpenStreetMap's tag for its kind. */
export type Landmark = { readonly tag: readonly [key: string, value: string]; readonly name: Text3; readonly at: Metres };

type Tag = Landmark["tag"];
const MOSQUE: Tag = ["amenity", "place_of_worship"];
const PHARMACY: Tag = ["amenity", "pharmacy"];
const POLICE: Tag = ["amenity", "police"];
const FUEL: Tag = ["amenity", "fuel"];
const c = CORNERS;

const landmark = (tag: Tag, at: Metres, ar: string, fr: string, en: string): Landmark => ({ tag, name: { ar, fr, en }, at });
const beside = ([x, y]: Metres, east: number, north: number): Metres => [x + east, y + north];

/** Landmarks of the town beside its large plots. Names are invented. */
export const LANDMARKS: readonly Landmark[] = [
  landmark(MOSQUE, [-520, 330], "مسجد النور", "Mosquée Ennour", "Ennour Mosque"),
  landmark(MOSQUE, [760, -180], "مسجد الوفاء", "Mosquée El Wafa", "El Wafa Mosque"),
  landmark(MOSQUE, [-700, -1150], "مسجد المحطة", "Mosquée de la Gare", "Station Mosque"),
  landmark(MOSQUE, [1150, 1330], "مسجد الرحمة", "Mosquée Errahma", "Errahma Mosque"),
  landmark(MOSQUE, [-2300, -500], "مسجد القوافل", "Mosquée des Caravanes", "Caravan Mosque"),
  landmark(MOSQUE, [420, -2300], "مسجد الأمل", "Mosquée El Amel", "El Amel Mosque"),
  landmark(PHARMACY, [-330, -210], "صيدلية السوق", "Pharmacie du Marché", "Market Pharmacy"),
  landmark(PHARMACY, [930, 860], "صيدلية الواحة", "Pharmacie de l'Oasis", "Oasis Pharmacy"),
  landmark(PHARMACY, [-1230, 900], "صيدلية الزيتون", "Pharmacie des Oliviers", "Olive Pharmacy"),
  landmark(PHARMACY, [-900, -2100], "صيدلية الجنوب", "Pharmacie du Sud", "South Pharmacy"),
  landmark(FUEL, beside(c.upper, 60, -180), "محطة بنزين الشمال", "Station-service du Nord", "North filling station"),
  landmark(FUEL, beside(c.east, 900, 60), "محطة بنزين السبخة", "Station-service de la Sebkha", "Sebkha filling station"),
  landmark(FUEL, beside(c.lower, -80, 260), "محطة بنزين العرق", "Station-service de l'Erg", "Erg filling station"),
  landmark(POLICE, beside(c.n2, -260, -210), "مقر أمن الولاية", "Siège de la sûreté de wilaya", "Wilaya police headquarters"),
  landmark(POLICE, [520, -700], "مقر الأمن الحضري 1", "Siège de la 1re sûreté urbaine", "First urban police station"),
  landmark(POLICE, [820, -2050], "مقر الأمن الحضري 2", "Siège de la 2e sûreté urbaine", "Second urban police station"),
  landmark(["amenity", "fire_station"], [1350, -480], "وحدة الحماية المدنية", "Unité de la protection civile", "Civil protection unit"),
  landmark(["amenity", "clinic"], [-1900, 620], "عيادة الحرفيين", "Polyclinique des Artisans", "Artisans' clinic"),
  landmark(["amenity", "clinic"], [2250, 500], "عيادة الملعب", "Polyclinique du Stade", "Stadium clinic"),
  landmark(["amenity", "townhall"], [-260, 520], "بلدية عين الرمال", "Mairie d'Aïn Rimal", "Aïn Rimal town hall"),
  landmark(["amenity", "courthouse"], [430, 620], "مجلس قضاء عين الرمال", "Cour d'Aïn Rimal", "Aïn Rimal court"),
  landmark(["amenity", "post_office"], [-150, 260], "البريد المركزي", "Grande Poste", "Central post office"),
  landmark(["amenity", "bank"], [250, 330], "بنك الواحة", "Banque de l'Oasis", "Oasis Bank"),
  landmark(["amenity", "library"], [-820, 560], "المكتبة البلدية", "Bibliothèque municipale", "Municipal library"),
  landmark(["amenity", "cinema"], [150, -330], "قاعة سينما الرمال", "Cinéma des Sables", "Sands cinema"),
  landmark(["tourism", "hotel"], [310, -120], "فندق القافلة", "Hôtel de la Caravane", "Caravan Hotel"),
  landmark(["tourism", "museum"], [-1020, 160], "متحف القصر", "Musée du Ksar", "Ksar Museum"),
  landmark(["historic", "monument"], [60, 0], "نصب الواحة", "Monument de l'Oasis", "Oasis Monument"),
  landmark(["shop", "mall"], [1950, 420], "المركز التجاري الرمال", "Centre commercial des Sables", "Sands shopping centre"),
  landmark(["landuse", "cemetery"], [-2250, 3050], "مقبرة الشهداء", "Cimetière des Martyrs", "Martyrs' cemetery"),
];

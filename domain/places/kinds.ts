import type { Text3 } from "../kernel/index.ts";

/** Kinds of place, coarse enough to be told at a glance. */
export const PLACE_KINDS = [
  "quarter",
  "square",
  "crossing",
  "street",
  "residence",
  "administration",
  "police",
  "health",
  "school",
  "worship",
  "market",
  "shop",
  "bank",
  "fuel",
  "transport",
  "leisure",
  "industry",
  "nature",
  "other",
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const PLACE_KIND_LABELS: Readonly<Record<PlaceKind, Text3>> = {
  quarter: { ar: "حي", fr: "Quartier", en: "Quarter" },
  square: { ar: "ساحة", fr: "Place", en: "Square" },
  crossing: { ar: "مفترق طرق", fr: "Carrefour", en: "Crossing" },
  street: { ar: "شارع أو طريق", fr: "Rue ou route", en: "Street or road" },
  residence: { ar: "عمارة أو سكن", fr: "Immeuble ou logement", en: "Building or home" },
  administration: { ar: "إدارة", fr: "Administration", en: "Public office" },
  police: { ar: "مقر أمني أو حماية", fr: "Police ou secours", en: "Police or rescue" },
  health: { ar: "صحة", fr: "Santé", en: "Health" },
  school: { ar: "تعليم", fr: "Enseignement", en: "Education" },
  worship: { ar: "مكان عبادة", fr: "Lieu de culte", en: "Place of worship" },
  market: { ar: "سوق", fr: "Marché", en: "Market" },
  shop: { ar: "محل", fr: "Commerce", en: "Shop" },
  bank: { ar: "بنك أو بريد", fr: "Banque ou poste", en: "Bank or post" },
  fuel: { ar: "محطة وقود", fr: "Station-service", en: "Fuel station" },
  transport: { ar: "نقل", fr: "Transport", en: "Transport" },
  leisure: { ar: "ترفيه ورياضة", fr: "Loisirs et sport", en: "Leisure and sport" },
  industry: { ar: "صناعة", fr: "Industrie", en: "Industry" },
  nature: { ar: "طبيعة وماء", fr: "Nature et eau", en: "Nature and water" },
  other: { ar: "مكان آخر", fr: "Autre lieu", en: "Other place" },
};

const WORDS: Readonly<Record<Exclude<PlaceKind, "other">, string>> = {
  quarter: "suburb neighbourhood quarter town village city hamlet residential",
  square: "square",
  crossing: "roundabout crossing intersection",
  street: "street",
  residence: "apartments dormitory",
  administration: "townhall courthouse government public_building embassy prison administrative",
  police: "police fire_station ambulance_station fire_hydrant",
  health: "hospital clinic pharmacy doctors dentist laboratory",
  school: "school university college kindergarten library research_institute",
  worship: "place_of_worship",
  market: "marketplace mall supermarket",
  shop: "bakery butcher clothes convenience hairdresser car_repair restaurant cafe fast_food commercial retail",
  bank: "bank atm post_office bureau_de_change",
  fuel: "fuel",
  transport: "bus_station aerodrome station taxi parking terminal halt",
  leisure: "park stadium hotel cinema museum monument theatre pitch sports_centre playground garden swimming_pool memorial",
  industry: "industrial works wastewater_plant storage_tank water_tower",
  nature: "water wetland orchard cemetery forest spring peak dune beach farmland",
};

const OF_WORD: ReadonlyMap<string, PlaceKind> = new Map(
  Object.entries(WORDS).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind as PlaceKind] as const)),
);

/** The kind of a landmark from OpenStreetMap's word for it. */
export const kindOfLandmark = (word: string): PlaceKind => OF_WORD.get(word) ?? "other";

export const isPlaceKind = (text: string): text is PlaceKind => PLACE_KINDS.some((kind) => kind === text);

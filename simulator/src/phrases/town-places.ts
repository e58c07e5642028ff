import type { PlaceKind } from "@amaliyat/domain/places";
import type { Point } from "@amaliyat/domain/kernel";
import { toPoint, type Metres } from "../town/projection.ts";

/** A place that no map of the town has and that its desk added; `key` is how a phrase names it. */
export type TownPlace = {
  readonly key: string;
  readonly names: { readonly ar: string; readonly fr: string };
  readonly aliases: readonly string[];
  readonly kind: PlaceKind;
  readonly point: Point;
};

const place = (key: string, kind: PlaceKind, at: Metres, ar: string, fr: string, ...aliases: string[]): TownPlace => ({
  key,
  names: { ar, fr },
  aliases,
  kind,
  point: toPoint(at),
});

/** Blocks, their buildings, and shops that callers name. Names are invented. */
export const TOWN_PLACES: readonly TownPlace[] = [
  place("block-200", "quarter", [2600, -900], "حي 200 مسكن", "Cité des 200 Logements"),
  place("block-500", "quarter", [-1200, 2300], "حي 500 مسكن", "Cité des 500 Logements"),
  place("block-1000", "quarter", [2000, 2100], "حي 1000 مسكن عدل", "Cité AADL 1000 Logements"),
  place("block-8-mai", "quarter", [-700, -2400], "حي 8 ماي 1945", "Cité du 8 Mai 1945"),
  place("a1-200", "residence", [2540, -860], "عمارة أ 1", "Bâtiment A 1"),
  place("b12-200", "residence", [2630, -960], "عمارة ب 12", "Bâtiment B 12"),
  place("c3-200", "residence", [2690, -840], "عمارة ج 3", "Bâtiment C 3"),
  place("b12-500", "residence", [-1150, 2360], "عمارة ب 12", "Bâtiment B 12"),
  place("d7-500", "residence", [-1260, 2250], "عمارة د 7", "Bâtiment D 7"),
  place("tower-4", "residence", [2050, 2160], "برج 4", "Tour 4"),
  place("bakery", "shop", [-620, -610], "مخبزة الإخوة", "Boulangerie les Frères", "عند الحاج لخضر"),
  place("cafe", "shop", [340, -520], "مقهى الجزيرة", "Café El Djazira"),
  place("garage", "shop", [-2050, 1150], "ورشة بن علي", "Garage Ben Ali"),
  place("wholesale", "market", [-2420, -980], "سوق الجملة", "Marché de gros"),
];

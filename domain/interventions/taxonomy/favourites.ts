import type { SubcategoryCode } from "./subcategories.ts";

/** The digit keys, in the order of the keyboard. */
export const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] as const;
export type Digit = (typeof DIGITS)[number];

/**
 * Sub-category that a digit picks after opening from a picture. A proposal of the room: the most frequent ones in a period of video
 * interventions, one key each; 0 is «not yet classified».
 */
export const FAVOURITES: Readonly<Record<Digit, SubcategoryCode>> = {
  "1": "TRF.CNG",
  "2": "TRF.OBS",
  "3": "TRF.PKG",
  "4": "ACC.MAT",
  "5": "ACC.INJ",
  "6": "SUS.PER",
  "7": "SUS.VEH",
  "8": "DRG.DEA",
  "9": "OTH.ASL",
  "0": "OTH.UNK",
};

/** The sub-category of a digit key, or null for any other key. */
export function favourite(key: string): SubcategoryCode | null {
  const digit = DIGITS.find((one) => one === key);
  return digit === undefined ? null : FAVOURITES[digit];
}

import { LANGUAGES, type Language, type Text3 } from "../kernel/index.ts";

/** The names of a place, in as many of the three languages as it has. */
export type PlaceNames = { readonly [L in Language]?: Text3[L] | undefined };

/** The name in a language, or in the first language that has one; empty where a place has no name at all. */
export const placeName = (names: PlaceNames, language: Language): string =>
  names[language] ?? LANGUAGES.map((one) => names[one]).find((name) => name !== undefined) ?? "";

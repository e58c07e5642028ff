/** A place on the earth, in degrees (WGS 84). */
export type Point = { readonly lat: number; readonly lon: number };
/** The languages in which a map has its names. */
export type Language = "ar" | "fr" | "en";

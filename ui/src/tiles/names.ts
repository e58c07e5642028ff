/** Under which words a tile has the name of a thing: in the reader's language, else the one that is there. */
export const NAME_KEYS: Readonly<Record<"ar" | "fr" | "en", readonly string[]>> = {
  ar: ["name:ar", "name", "name:fr"],
  fr: ["name:fr", "name", "name:ar"],
  en: ["name:en", "name:fr", "name", "name:ar"],
};

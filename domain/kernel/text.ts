/** The three languages of the room, in their order of precedence. */
export const LANGUAGES = ["ar", "fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in the three languages; all three are always there. */
export type Text3 = Readonly<Record<Language, string>>;

/** A text with some of its languages changed; the others stay. */
export const changedText3 = (text: Text3, change: { readonly [L in Language]?: string | undefined } = {}): Text3 => ({
  ar: change.ar ?? text.ar,
  fr: change.fr ?? text.fr,
  en: change.en ?? text.en,
});

/** True if untrusted data is a text in all three languages. */
export const isText3 = (value: unknown): value is Text3 =>
  typeof value === "object" && value !== null && LANGUAGES.every((each) => typeof Reflect.get(value, each) === "string");

/** The three languages of the room, in their order of precedence. */
export const LANGUAGES = ["ar", "fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in the three languages; all three are always there. */
export type Text3 = Readonly<Record<Language, string>>;

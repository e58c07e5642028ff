// `ber` is the code of ISO 639-2 for the Berber languages, Tamazight of every region among them.

/** Languages in which a caller may be answered. */
export const CALL_LANGUAGES = ["ar", "fr", "ber", "en"] as const;
export type CallLanguage = (typeof CALL_LANGUAGES)[number];

import type { Language } from "@amaliyat/domain/kernel";

/** Path of the app. */
export const BASE = "/allo/";

/** The address of a page in a language; Arabic stands at the top. */
export const addressOf = (language: Language, file = ""): string => `${BASE}${language === "ar" ? "" : `${language}/`}${file}`;

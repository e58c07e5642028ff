import { LANGUAGES, type Language, type Text3 } from "@amaliyat/domain/kernel";
import { sentence, type Strings, type Values } from "@amaliyat/ui/sentence";
import type en from "./locales/en.json";

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${Leaves<T[K]>}` }[keyof T & string];
type Singular<K extends string> = K extends `${infer Base}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Base : K;
export type TextKey = Leaves<typeof en>;

/** Each language has pages of its own; which one this is stands in the page. */
export const language: Language = LANGUAGES.find((each) => each === globalThis.document?.documentElement.lang) ?? "ar";

let strings: Strings = {};

/** Brings the sentences of this page's language, and no others. */
export async function loadText(): Promise<void> {
  const files = import.meta.glob<Strings>("./locales/*.json", { import: "default" });
  strings = (await files[`./locales/${language}.json`]?.()) ?? {};
}

export const t = (key: TextKey, values?: Values): string => sentence(language, strings, key, values);

/** The one of three texts that is in this page's language. */
export const label = (text: Text3): string => text[language];

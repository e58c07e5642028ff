import type { Language } from "@amaliyat/domain/kernel";
import type { Text } from "./use-text.ts";

const TAGS: Readonly<Record<Language, string>> = { ar: "ar-DZ-u-nu-latn", fr: "fr-DZ", en: "en-GB" };

/** The time of day of an instant (ms, or ISO 8601), on the phone's own clock: 02:40. */
export const clock = (language: Language, at: number | string): string =>
  new Intl.DateTimeFormat(TAGS[language], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

/** Day and time of an instant: 28 November, 02:40. */
export const dayAndClock = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(TAGS[language], {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(at));

/** Distance in words: 150 m, 1.2 km. */
export const distance = (t: Text, metres: number): string =>
  metres < 950 ? t("distance.m", { n: Math.max(10, Math.round(metres / 10) * 10) }) : t("distance.km", { n: (metres / 1000).toFixed(1) });

/** Seconds as whole minutes, at least one. */
export const minutes = (t: Text, seconds: number): string => t("distance.min", { n: Math.max(1, Math.round(seconds / 60)) });

/** Age of a text, in whole days. */
export const age = (t: Text, ms: number): string => t("distance.days", { count: Math.max(0, Math.floor(ms / 86_400_000)) });

/** Radius in words: 8 m, 150 m, 3.0 km. */
export const radius = (t: Text, metres: number): string =>
  metres < 95 ? t("distance.m", { n: Math.max(1, Math.round(metres)) }) : distance(t, metres);

/** Time since a moment: 40 s, 5 min, 3 h. */
export function since(t: Text, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return t("distance.s", { n: seconds });
  return seconds < 5400 ? t("distance.min", { n: Math.round(seconds / 60) }) : t("distance.h", { n: Math.round(seconds / 3600) });
}

import { language, t } from "./text.ts";

const TAGS = { ar: "ar-DZ-u-nu-latn", fr: "fr-DZ", en: "en-GB" } as const;
const DAY_MS = 86_400_000;

/**
 * The time of day of an instant (ms, or ISO 8601), on the phone's own clock: 02:40, the same in the three languages. It is made by hand
 * because the first page shows it. The browser's own formatter takes 20 ms to begin with on a desk, 80 on a cheap phone.
 */
export function clock(at: number | string): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** The time of day, with the day before it where it is another than today's. */
export function moment(at: number | string, now = Date.now()): string {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return clock(at);
  const isNear = now - date.getTime() < 300 * DAY_MS;
  const day = new Intl.DateTimeFormat(TAGS[language], isNear ? { day: "numeric", month: "short" } : { dateStyle: "medium" }).format(date);
  return t("time.dayAndClock", { day, clock: clock(at) });
}

export const day = (at: number | string): string => new Intl.DateTimeFormat(TAGS[language], { dateStyle: "long" }).format(new Date(at));

/** Names one after the other, as a sentence has them. */
export const list = (names: readonly string[]): string => new Intl.ListFormat(TAGS[language], { type: "unit" }).format(names);

/** Seconds as mm:ss. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
};

/** Metres as a person reads them: by tens below one kilometre. */
export const distance = (metres: number): string =>
  metres < 995 ? t("size.m", { n: Math.max(10, Math.round(metres / 10) * 10) }) : t("size.km", { n: number(metres / 1000) });

const number = (value: number): string => new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: 1 }).format(value);

/** Bytes as a person reads them. */
export const size = (bytes: number): string =>
  bytes < 950_000 ? t("size.kb", { n: Math.max(1, Math.round(bytes / 1000)) }) : t("size.mb", { n: (bytes / 1_000_000).toFixed(1) });

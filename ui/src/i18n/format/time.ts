import type { Language } from "../language.ts";
import { localTime, type LocalTime } from "./local-time.ts";
import { months, shortMonths, units, weekdays } from "./names.ts";

const two = (value: number): string => String(value).padStart(2, "0");

function written(at: number | null | undefined, language: Language, write: (local: LocalTime) => string): string {
  const local = at === null || at === undefined ? undefined : localTime(at);
  return local ? write(local) : units[language].unknown;
}

function dayAndMonth(local: LocalTime, language: Language, names: Readonly<Record<Language, readonly string[]>>): string {
  const day = language === "fr" && local.day === 1 ? "1er" : String(local.day);
  return `${day} ${names[language][local.month - 1] ?? ""}`;
}

/** `02:41:07` */
export function formatTime(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`);
}

/** `02:41` */
export function formatShortTime(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${two(t.hour)}:${two(t.minute)}`);
}

/** `02:41:00.120`, for frames of video. */
export function formatFrameTime(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${two(t.hour)}:${two(t.minute)}:${two(t.second)}.${String(t.millisecond).padStart(3, "0")}`);
}

/** `السبت 18 أفريل 2026`, `sam. 18 avril 2026`, `Sat 18 April 2026` */
export function formatDate(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${weekdays[language][t.weekday] ?? ""} ${dayAndMonth(t, language, months)} ${t.year}`);
}

/** `18 أفريل 2026`, `1er avril 2026`, `18 April 2026` */
export function formatDay(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${dayAndMonth(t, language, months)} ${t.year}`);
}

/** `18 أفريل`, `18 avr.`, `18 Apr` */
export function formatShortDay(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => dayAndMonth(t, language, shortMonths));
}

/** `18/04/2026`, as typed in a date field; the same in the three languages. */
export function formatNumericDay(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${two(t.day)}/${two(t.month)}/${t.year}`);
}

/** `أفريل 2026`, `avril 2026`, `April 2026` */
export function formatMonth(at: number | null | undefined, language: Language): string {
  return written(at, language, (t) => `${months[language][t.month - 1] ?? ""} ${t.year}`);
}

/** Day with time: `18 أفريل 2026، 02:41:07`, `18 avril 2026, 02:41:07`. */
export function formatDateTime(at: number | null | undefined, language: Language): string {
  const comma = language === "ar" ? "،" : ",";
  return written(at, language, () => `${formatDay(at, language)}${comma} ${formatTime(at, language)}`);
}

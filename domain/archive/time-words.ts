import { addDays, DAY_MS, isLocalDay, localDay, MONTH_NAMES, startOfDay, type LocalDay } from "../calendar/index.ts";
import type { Interval } from "../kernel/index.ts";
import { fold } from "../search/index.ts";

const HOUR_MS = 3_600_000;

/**
 * Words as people type them in Arabic, in the speech of Algeria, in French and in English, folded; parts of one word are joined with «_». All
 * are maps: «constructor» is a word like another, and each plain object has something under it.
 */
const DAYS: ReadonlyMap<string, number> = new Map([
  ...said(0, "اليوم aujourd_hui aujourdhui today"),
  ...said(1, "امس البارحه لبارح مبارح hier yesterday"),
  ...said(2, "اول_امس قبل_امس اول_البارحه اول_بارح avant_hier day_before_yesterday"),
]);
/** Sunday first, as `Date` counts. */
const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...said(0, "الاحد dimanche sunday"),
  ...said(1, "الاثنين الاثنان لثنين lundi monday"),
  ...said(2, "الثلاثاء التلات mardi tuesday"),
  ...said(3, "الاربعاء لربعا mercredi wednesday"),
  ...said(4, "الخميس jeudi thursday"),
  ...said(5, "الجمعه vendredi friday"),
  ...said(6, "السبت samedi saturday"),
]);
const MONTHS: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.flatMap((names, index) => Object.values(names).map((name) => [fold(name), index + 1] as const)),
  ...said(1, "يناير جنفي jan"),
  ...said(2, "فبراير feb fev"),
  ...said(4, "ابريل apr avr"),
  ...said(5, "مايو"),
  ...said(6, "يونيو"),
  ...said(7, "يوليو جويليا"),
  ...said(8, "اغسطس aug"),
  ...said(9, "sept sep"),
  ...said(10, "oct"),
  ...said(11, "nov"),
  ...said(12, "dec"),
]);
type Hours = readonly [from: number, to: number];
/** Number of weeks, months or years back. */
type SpanBack = readonly [what: "week" | "month" | "year", back: number];

/** Hours of a part of the day, from and to; beyond 24 it is in the next day. */
const PARTS: ReadonlyMap<string, Hours> = new Map<string, Hours>([
  ...said([5, 12], "صباح الصباح صباحا matin matinee morning"),
  ...said([12, 18], "بعد_الزوال بعد_الظهر apres_midi afternoon"),
  ...said([17, 24], "مساء المساء العشيه عشيه soir soiree evening"),
  ...said([20, 30], "ليل الليل ليلا ليله الليله nuit night"),
]);
const LAST = new Set(["الماضي", "الماضيه", "الفارط", "الفارطه", "dernier", "derniere", "passe", "passee"]);
const SPANS: ReadonlyMap<string, SpanBack> = new Map<string, SpanBack>([
  ...said(["week", 0], "هذا_الاسبوع cette_semaine this_week"),
  ...said(["week", 1], "الاسبوع_الماضي الاسبوع_الفارط semaine_derniere la_semaine_derniere semaine_passee last_week"),
  ...said(["month", 0], "هذا_الشهر ce_mois this_month"),
  ...said(["month", 1], "الشهر_الماضي الشهر_الفارط mois_dernier le_mois_dernier mois_passe last_month"),
  ...said(["year", 0], "هذا_العام هذه_السنه cette_annee this_year"),
  ...said(["year", 1], "العام_الماضي السنه_الماضيه العام_الفارط annee_derniere l_annee_derniere an_dernier last_year"),
]);
/** The night that ended this morning, by its words. */
const LAST_NIGHT = new Set("ليله_امس الليله_الماضيه ليله_البارحه nuit_derniere la_nuit_derniere last_night".split(" "));
/** Words that only join a day to the rest. */
const JOINTS = new Set(["يوم", "نهار", "le", "du", "au", "on", "the", "of", "في", "ce", "cette", "la", "last", "this"]);

/** Words for kinds of places. After one of them a day of a month is a name: streets and quarters are called after the 1st of November and the 5th of July. */
export const KINDS_OF_PLACES = new Set(
  "شارع نهج حي ساحه طريق مدرسه ثانويه متوسطه جسر مفترق دوار ملعب مستشفى rue avenue av boulevard bd cite place quartier lycee ecole pont stade hopital carrefour street square".split(
    " ",
  ),
);
const FIRST_OF = new Set(["اول", "1er", "premier", "first"]);

const MOST_WORDS = 4;
const MOST_DAYS_BACK = 4_000;

function said<const T>(means: T, words: string): (readonly [word: string, means: T])[] {
  return words.split(" ").map((word) => [word, means] as const);
}

/** Time that words name, and the words that are left. `span` is null where they name none. */
export type TimeRead = { readonly span: Interval | null; readonly left: readonly string[] };

type Found = { readonly day?: LocalDay; readonly span?: Interval; readonly hours?: Hours; readonly words: number };

const dayOf = (year: number, month: number, day: number): LocalDay | null => {
  const named = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isLocalDay(named) ? named : null;
};
const daySpan = (day: LocalDay): Interval => ({ from: startOfDay(day), to: startOfDay(day) + DAY_MS });

function monthSpan(year: number, month: number): Interval {
  const begin = (ofYear: number, ofMonth: number): number => startOfDay(dayOf(ofYear, ofMonth, 1) ?? "");
  return { from: begin(year, month), to: month === 12 ? begin(year + 1, 1) : begin(year, month + 1) };
}

/** A week begins on Sunday. */
function spanBack([what, back]: SpanBack, today: LocalDay): Interval {
  const [year = 0, month = 0] = today.split("-").map(Number);
  if (what === "year") return { from: startOfDay(`${year - back}-01-01`), to: startOfDay(`${year - back + 1}-01-01`) };
  if (what === "month") return month > back ? monthSpan(year, month - back) : monthSpan(year - 1, month - back + 12);
  const sunday = addDays(today, -weekdayOf(today) - 7 * back);
  return { from: startOfDay(sunday), to: startOfDay(addDays(sunday, 7)) };
}

const weekdayOf = (day: LocalDay): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/**
 * A year as typed, from 1900 to 2099; of two digits it is of this century. Null for another number: a year far away is a slip of the hand, and
 * the database does not know some years of ISO 8601. Imported work is as old as 1962.
 */
function yearOf(word: string | undefined): number | null {
  if (word === undefined || !/^(?:19|20)?\d\d$/u.test(word)) return null;
  return word.length === 2 ? 2000 + Number(word) : Number(word);
}

/** Years from one 29 February to the next, at most: 1900 and 2100 have none. */
const MOST_YEARS_BACK = 8;

/** A day of a month without a year is the last one that has been. */
function lastDay(month: number, day: number, today: LocalDay): LocalDay | null {
  const year = Number(today.slice(0, 4));
  for (let back = 0; back <= MOST_YEARS_BACK; back++) {
    const found = dayOf(year - back, month, day);
    if (found !== null && found <= today) return found;
  }
  return null;
}

/** True where a day of a month is the name of a place, by the words before it. */
function isName(before: readonly string[]): boolean {
  const [last = "", ahead = ""] = [before.at(-1), before.at(-2)];
  return FIRST_OF.has(last) || KINDS_OF_PLACES.has(last) || ((JOINTS.has(last) || /^\d+$/u.test(last)) && KINDS_OF_PLACES.has(ahead));
}

/** A day, or a month, by its name: «18 أفريل 2026», «avril». */
function dated(words: readonly string[], before: readonly string[], today: LocalDay): Found | null {
  if (isName(before)) return null;
  const [first = "", second = "", third] = words;
  const [dayNumber, monthAfter, monthAlone] = [Number(first), MONTHS.get(second), MONTHS.get(first)];
  if (monthAfter !== undefined && /^\d{1,2}$/u.test(first)) {
    const year = third?.length === 4 ? yearOf(third) : null;
    const day = year === null ? lastDay(monthAfter, dayNumber, today) : dayOf(year, monthAfter, dayNumber);
    return day === null ? null : { day, words: year === null ? 2 : 3 };
  }
  if (monthAlone === undefined) return null;
  const year = second.length === 4 ? yearOf(second) : null;
  const [thisYear = 0, thisMonth = 0] = today.split("-").map(Number);
  const span = monthSpan(year ?? (monthAlone <= thisMonth ? thisYear : thisYear - 1), monthAlone);
  return { span, words: year === null ? 1 : 2 };
}

/** «قبل 3 أيام», «il y a 3 jours», «3 days ago». */
function daysAgo(words: readonly string[], today: LocalDay): Found | null {
  const text = words.slice(0, 5).join(" ");
  const [whole = "", one, another, third] =
    /^(?:قبل|منذ) (\d{1,4}) (?:ايام|يوم)|^il y a (\d{1,4}) jours?|^(\d{1,4}) days? ago/u.exec(text) ?? [];
  const back = Number(one ?? another ?? third ?? Number.NaN);
  return whole === "" || !(back <= MOST_DAYS_BACK) ? null : { day: addDays(today, -back), words: whole.split(" ").length };
}

/** The longest of the words at the beginning that is known. */
function phrase<T>(
  known: (joined: string) => T | undefined,
  words: readonly string[],
): { readonly means: T; readonly words: number } | null {
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--) {
    const means = known(words.slice(0, count).join("_"));
    if (means !== undefined) return { means, words: count };
  }
  return null;
}

function timeAt(words: readonly string[], before: readonly string[], today: LocalDay): Found | null {
  const night = phrase((joined) => (LAST_NIGHT.has(joined) ? true : undefined), words);
  if (night !== null) return { day: addDays(today, -1), hours: [20, 30], words: night.words };
  const span = phrase((joined) => SPANS.get(joined), words);
  if (span !== null) return { span: spanBack(span.means, today), words: span.words };
  const day = phrase((joined) => DAYS.get(joined), words);
  if (day !== null) return { day: addDays(today, -day.means), words: day.words };
  const part = phrase((joined) => PARTS.get(joined), words);
  if (part !== null) return { hours: part.means, words: part.words };
  const [first = "", second = ""] = words;
  const weekday = WEEKDAYS.get(first);
  if (weekday !== undefined) {
    const isLast = LAST.has(second) || before.at(-1) === "last";
    const back = (weekdayOf(today) - weekday + 7) % 7;
    return { day: addDays(today, -(back === 0 && isLast ? 7 : back)), words: LAST.has(second) ? 2 : 1 };
  }
  return daysAgo(words, today) ?? dated(words, before, today) ?? clock(words);
}

/** «21h», «21h30», «الساعة 21»: an hour before it to an hour after. */
function clock(words: readonly string[]): Found | null {
  const [first = "", second = ""] = words;
  const [, hour, minute] = /^(\d{1,2})h(\d{2})?$/u.exec(first) ?? (first === "الساعه" ? (/^(\d{1,2})()$/u.exec(second) ?? []) : []);
  if (hour === undefined || Number(hour) > 24) return null;
  const at = Number(hour) + Number(minute ?? 0) / 60;
  return { hours: [at - 1, at + 1], words: first === "الساعه" ? 2 : 1 };
}

function dayTyped(year: string | undefined, month: number, day: number): LocalDay | null {
  const known = yearOf(year);
  return known === null ? null : dayOf(known, month, day);
}

/** Days in figures, which folding would take apart: «18/04/2026», «18-4», «2026-04-18». */
function figures(text: string, today: LocalDay): { readonly day: LocalDay | null; readonly rest: string } {
  const iso = /(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])/u.exec(text);
  if (iso !== null) {
    const day = dayTyped(iso[1], Number(iso[2]), Number(iso[3]));
    return day === null ? { day, rest: text } : { day, rest: text.replace(iso[0], " ") };
  }
  const [whole = "", day, month, year] = /(?<![\d/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?(?![\d/.-])/u.exec(text) ?? [];
  if (day === undefined) return { day: null, rest: text };
  const named = year === undefined ? lastDay(Number(month), Number(day), today) : dayTyped(year, Number(month), Number(day));
  return named === null ? { day: null, rest: text } : { day: named, rest: text.replace(whole, " ") };
}

const western = (text: string): string =>
  text
    .replaceAll(/[٠-٩]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x0660))
    .replaceAll(/[۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x06f0));

/** A part of a day counts from its midnight; without a day it is the last one that has begun. */
function inHours(day: LocalDay | null, [from, to]: readonly [number, number], now: number): Interval {
  const begin = startOfDay(day ?? localDay(now)) + from * HOUR_MS;
  const moved = day === null && begin > now ? begin - DAY_MS : begin;
  return { from: moved, to: moved + (to - from) * HOUR_MS };
}

/**
 * Reads the time that a person names in a search, in any of three languages; `now` in epoch milliseconds. What is named twice counts as it was
 * named first. The words that are left are folded.
 */
export function readTime(text: string, now: number): TimeRead {
  const today = localDay(now);
  const { day: inFigures, rest } = figures(western(text), today);
  const words = fold(rest)
    .split(" ")
    .filter((word) => word !== "");
  const left: string[] = [];
  let [day, span, hours]: [LocalDay | null, Interval | null, readonly [number, number] | null] = [inFigures, null, null];
  for (let at = 0; at < words.length;) {
    const found = timeAt(words.slice(at), left, today);
    if (found === null) {
      left.push(words[at] ?? "");
      at += 1;
      continue;
    }
    if (JOINTS.has(left.at(-1) ?? "")) left.pop();
    day ??= found.day ?? null;
    span ??= found.span ?? null;
    hours ??= found.hours ?? null;
    at += found.words;
  }
  if (day === null && span !== null) return { span, left };
  if (hours !== null) return { span: inHours(day, hours, now), left };
  return { span: day === null ? null : daySpan(day), left };
}

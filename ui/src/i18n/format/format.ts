import type { Language } from "../language.ts";
import { formatBytes, formatDistance, formatNumber, formatPercent } from "./number.ts";
import { formatAge, formatDuration, formatRelative, formatRoughAge, formatSeconds } from "./span.ts";
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatFrameTime,
  formatMonth,
  formatNumericDay,
  formatShortDay,
  formatShortTime,
  formatTime,
} from "./time.ts";

export type MaybeNumber = number | null | undefined;

/** The formatters of one language. Instants and lengths are milliseconds; an unknown value reads «؟» or «?», never 0. */
export interface Format {
  readonly language: Language;
  readonly time: (at: MaybeNumber) => string;
  readonly shortTime: (at: MaybeNumber) => string;
  readonly frameTime: (at: MaybeNumber) => string;
  readonly date: (at: MaybeNumber) => string;
  readonly day: (at: MaybeNumber) => string;
  readonly shortDay: (at: MaybeNumber) => string;
  readonly numericDay: (at: MaybeNumber) => string;
  readonly month: (at: MaybeNumber) => string;
  readonly dateTime: (at: MaybeNumber) => string;
  readonly age: (ms: MaybeNumber) => string;
  readonly roughAge: (ms: MaybeNumber) => string;
  readonly duration: (ms: MaybeNumber) => string;
  readonly seconds: (ms: MaybeNumber, decimals?: number) => string;
  readonly relative: (ms: MaybeNumber) => string;
  readonly number: (value: MaybeNumber, decimals?: number) => string;
  readonly percent: (ratio: MaybeNumber, decimals?: number) => string;
  readonly bytes: (bytes: MaybeNumber) => string;
  readonly distance: (metres: MaybeNumber) => string;
}

export function createFormat(language: Language): Format {
  return {
    language,
    time: (at) => formatTime(at, language),
    shortTime: (at) => formatShortTime(at, language),
    frameTime: (at) => formatFrameTime(at, language),
    date: (at) => formatDate(at, language),
    day: (at) => formatDay(at, language),
    shortDay: (at) => formatShortDay(at, language),
    numericDay: (at) => formatNumericDay(at, language),
    month: (at) => formatMonth(at, language),
    dateTime: (at) => formatDateTime(at, language),
    age: (ms) => formatAge(ms, language),
    roughAge: (ms) => formatRoughAge(ms, language),
    duration: (ms) => formatDuration(ms, language),
    seconds: (ms, decimals) => formatSeconds(ms, language, decimals),
    relative: (ms) => formatRelative(ms, language),
    number: (value, decimals) => formatNumber(value, language, decimals),
    percent: (ratio, decimals) => formatPercent(ratio, language, decimals),
    bytes: (bytes) => formatBytes(bytes, language),
    distance: (metres) => formatDistance(metres, language),
  };
}

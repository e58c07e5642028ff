import type { Language } from "../language.ts";
import { units } from "./names.ts";
import { formatNumber, noBreakSpace } from "./number.ts";

type MaybeNumber = number | null | undefined;
const two = (value: number): string => String(value).padStart(2, "0");

/** A running age or countdown: `07:12`, then `1:12:40`. A small negative (clocks that differ) reads `00:00`. */
export function formatAge(ms: MaybeNumber, language: Language): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return units[language].unknown;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A length with its two largest units: `16 ث`, `3 د`, `7 د 30 ث`, `2 h 5 min`, `6 d`. */
export function formatDuration(ms: MaybeNumber, language: Language): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return units[language].unknown;
  const names = units[language];
  const seconds = Math.max(0, Math.round(ms / 1000));
  const steps: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), names.day],
    [Math.floor(seconds / 3600) % 24, names.hour],
    [Math.floor(seconds / 60) % 60, names.minute],
    [seconds % 60, names.second],
  ];
  const first = steps.findIndex(([count]) => count > 0);
  if (first < 0) return `0${noBreakSpace}${names.second}`;
  return steps
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${formatNumber(count, language)}${noBreakSpace}${name}`)
    .join(noBreakSpace);
}

/** Seconds with decimals, for delays and drifts: 400 ms is `0.4 ث`, `0,4 s`. */
export function formatSeconds(ms: MaybeNumber, language: Language, decimals = 1): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return units[language].unknown;
  return `${formatNumber(ms / 1000, language, decimals)}${noBreakSpace}${units[language].second}`;
}

/** One unit, the largest: `16 ث`, `14 د`, `2 س`, `3 ي`. For the age of a position or a picture. */
export function formatRoughAge(ms: MaybeNumber, language: Language): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return units[language].unknown;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const names = units[language];
  const [count, name] =
    seconds < 60
      ? [seconds, names.second]
      : seconds < 3600
        ? [Math.floor(seconds / 60), names.minute]
        : seconds < 86_400
          ? [Math.floor(seconds / 3600), names.hour]
          : [Math.floor(seconds / 86_400), names.day];
  return `${formatNumber(count, language)}${noBreakSpace}${name}`;
}

/** `قبل 16 ث`, `il y a 16 s`, `16 s ago`; for a time to come `بعد 4 ث`, `dans 4 s`, `in 4 s`. */
export function formatRelative(ms: MaybeNumber, language: Language): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return units[language].unknown;
  const rough = formatRoughAge(Math.abs(ms), language);
  const forms = {
    ar: { past: `قبل ${rough}`, future: `بعد ${rough}` },
    fr: { past: `il y a ${rough}`, future: `dans ${rough}` },
    en: { past: `${rough} ago`, future: `in ${rough}` },
  };
  return ms >= 0 ? forms[language].past : forms[language].future;
}

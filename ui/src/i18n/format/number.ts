import type { Language } from "../language.ts";
import { units } from "./names.ts";

/** U+00A0. The thin one (U+202F) vanishes in Plex; this one is also a common separator for bidi, so `1 170` keeps its order. */
export const noBreakSpace = "\u00A0";
const minus = "\u2212";

type MaybeNumber = number | null | undefined;

/** Digits in threes, counted from the end. */
function thousands(digits: string): string {
  const first = digits.length % 3;
  const groups = first === 0 ? [] : [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3));
  return groups.join(noBreakSpace);
}

/**
 * `1 170`, `0.4` (ar, en), `0,4` (fr): digits 0–9, thousands by no-break space from four digits on.
 * `decimals` is the exact count of decimals; without it, as many as the number has, at most 3. Unknown gives «؟» or «?».
 */
export function formatNumber(value: MaybeNumber, language: Language, decimals?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return units[language].unknown;
  const rounded = decimals === undefined ? String(Number(value.toFixed(3))) : value.toFixed(decimals);
  const plain = rounded.includes("e") ? BigInt(Math.round(value)).toString() : rounded;
  const negative = plain.startsWith("-") && /[1-9]/u.test(plain);
  const [whole = "0", fraction] = plain.replace("-", "").split(".");
  const grouped = thousands(whole);
  const point = language === "fr" ? "," : ".";
  return `${negative ? minus : ""}${grouped}${fraction ? point + fraction : ""}`;
}

/** A ratio 0–1 as `67.5%`, `67,5 %`. */
export function formatPercent(ratio: MaybeNumber, language: Language, decimals = 1): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return units[language].unknown;
  return `${formatNumber(ratio * 100, language, decimals)}${language === "fr" ? noBreakSpace : ""}%`;
}

/** Bytes in steps of 1000: `655 م.ب`, `1,2 Go`, `4.0 TB`; one decimal under ten of a unit. */
export function formatBytes(bytes: MaybeNumber, language: Language): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return units[language].unknown;
  const names = units[language].bytes;
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= 999.5 && step < names.length - 1) {
    value /= 1000;
    step += 1;
  }
  const decimals = step === 0 || Math.abs(value) >= 9.95 ? 0 : 1;
  return `${formatNumber(value, language, decimals)}${noBreakSpace}${names[step] ?? ""}`;
}

/** Metres as `120 م`, `1.2 كم`, `14 km`. */
export function formatDistance(metres: MaybeNumber, language: Language): string {
  if (metres === null || metres === undefined || !Number.isFinite(metres)) return units[language].unknown;
  if (Math.abs(metres) < 999.5) return `${formatNumber(metres, language, 0)}${noBreakSpace}${units[language].metre}`;
  const kilometres = metres / 1000;
  return `${formatNumber(kilometres, language, Math.abs(kilometres) < 9.95 ? 1 : 0)}${noBreakSpace}${units[language].kilometre}`;
}

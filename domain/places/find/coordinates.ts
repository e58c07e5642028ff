import type { Point } from "../../kernel/index.ts";
import { pointOfLink } from "./map-link.ts";
import { plusCodePoint } from "./plus-code.ts";

const SIGNS: Readonly<Record<string, string>> = {
  "٫": ".",
  "،": ",",
  "−": "-",
  "′": "'",
  "’": "'",
  ʹ: "'",
  "″": '"',
  "”": '"',
  "“": '"',
  º: "°",
};

/** Western digits and plain signs; direction marks vanish. */
function plain(text: string): string {
  return (
    text
      .replace(/\p{Cf}/gu, "")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
      .replace(/[٫،−′’ʹ″”“º]/gu, (sign) => SIGNS[sign] ?? sign)
      // Seconds with a decimal comma.
      .replace(/(\d),(\d{1,3}["'])/gu, "$1.$2")
      .toLowerCase()
  );
}

type Axis = "lat" | "lon";
type Side = { readonly axis: Axis; readonly sign: 1 | -1 };
const NORTH: Side = { axis: "lat", sign: 1 };
const SOUTH: Side = { axis: "lat", sign: -1 };
const EAST: Side = { axis: "lon", sign: 1 };
const WEST: Side = { axis: "lon", sign: -1 };
/** Words of the sides of the world; a label («lat», «خط الطول») says the axis alone, as its positive side does. */
const SIDES: ReadonlyMap<string, Side> = new Map([
  ...["n", "nord", "north", "شمال", "شمالا", "lat", "latitude", "عرض", "العرض", "y"].map((word) => [word, NORTH] as const),
  ...["s", "sud", "south", "جنوب", "جنوبا"].map((word) => [word, SOUTH] as const),
  ...["e", "est", "east", "شرق", "شرقا", "lon", "lng", "long", "longitude", "طول", "الطول", "x"].map((word) => [word, EAST] as const),
  ...["w", "o", "ouest", "west", "غرب", "غربا"].map((word) => [word, WEST] as const),
]);

type Number_ = { readonly value: number; readonly decimals: number; readonly negative: boolean };

/** Well-known text and GeoJSON, which programs write: longitude stands first. */
const LONGITUDE_FIRST = /\bpoint\s{0,3}z?\s{0,3}\(|"coordinates"\s{0,3}:/u;

/** A number with at most nine figures before and twelve after the point, a word, or a sign of minutes. */
const PART = /-?\d{1,9}(?:\.\d{1,12})?|\p{L}+|°/gu;
/** Two numbers with decimal commas; only where the text has no point. */
const COMMA_DECIMALS = /(-?\d{1,3}),(\d{2,12})[\s;,]{1,4}(-?\d{1,3}),(\d{2,12})/u;

/** Decimals that both numbers of a point have at least: among words, fewer are prices and hours. */
const [DECIMALS_AMONG_WORDS, DECIMALS_ALONE] = [3, 2];
/** Two numbers and nothing else but signs between them. */
const ONLY_A_PAIR = /^[\s([]{0,4}-?\d{1,3}[.,]\d{1,12}[\s;,]{1,4}-?\d{1,3}[.,]\d{1,12}[\s)\].]{0,4}$/u;

const isPoint = ({ lat, lon }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** Degrees of one, two or three numbers: degrees, minutes, seconds; null where they are none. */
function degreesOf(parts: readonly Number_[]): number | null {
  const [degrees, minutes, seconds] = parts;
  if (degrees === undefined || parts.slice(1).some(({ value, negative }) => negative || value >= 60)) return null;
  if (parts.slice(0, -1).some(({ decimals }) => decimals > 0)) return null;
  const size = Math.abs(degrees.value) + (minutes?.value ?? 0) / 60 + (seconds?.value ?? 0) / 3_600;
  return degrees.negative ? -size : size;
}

/**
 * The point that a text gives in any usual form. These are decimal degrees with a point or a comma, degrees with minutes and seconds, and a
 * plus code (a short one needs `near`). Well-known text and GeoJSON have longitude first. Compass directions stand before or after, in three languages; digits are Western or Arabic. A
 * `geo:` address or a link of a map counts too: its pin, and the middle of its screen only if it has none. Null for any other text: two bare
 * whole numbers are a house and a street, not a point.
 */
export function readPoint(text: string, near: Point | null = null): Point | null {
  const given = plain(text);
  const linked = pointOfLink(given, (part) => readPlain(plain(part), near));
  if (linked !== undefined) return linked !== null && isPoint(linked) ? linked : null;
  return readPlain(given, near) ?? twoOfLink(given);
}

/** Reads a point that is no link. */
function readPlain(given: string, near: Point | null): Point | null {
  const code = plusCodePoint(given, near);
  if (code !== null) return code;
  const commas = given.includes(".") ? null : COMMA_DECIMALS.exec(given);
  const numbers: Number_[] = [];
  const sides: Side[] = [];
  let isMarked = given.includes("geo:");
  const shown =
    commas === null
      ? given.includes("geo:")
        ? (given.split(";")[0] ?? "")
        : given
      : `${commas[1]}.${commas[2]} ${commas[3]}.${commas[4]}`;
  for (const [part] of shown.matchAll(PART)) {
    const side = SIDES.get(part);
    if (part === "°") isMarked = true;
    else if (side !== undefined) sides.push(side);
    else if (/\d/u.test(part))
      numbers.push({ value: Number(part), decimals: part.split(".")[1]?.length ?? 0, negative: part.startsWith("-") });
  }
  const [first, second] = sides;
  const isSided = sides.length === 2 && first !== undefined && second !== undefined && first.axis !== second.axis;
  const count = numbers.length;
  if (count < 2 || count > 6 || count === 3 || count === 5) return null;
  const half = count / 2;
  const least = ONLY_A_PAIR.test(given) ? DECIMALS_ALONE : DECIMALS_AMONG_WORDS;
  const isExact = half === 1 && numbers.every(({ decimals }) => decimals >= least);
  if (!(isSided || (isMarked && sides.length === 0) || (isExact && sides.length === 0))) return null;
  const [one, other] = [degreesOf(numbers.slice(0, half)), degreesOf(numbers.slice(half))];
  if (one === null || other === null) return null;
  const said =
    isSided && first.axis === "lon"
      ? { lat: other * second.sign, lon: one * first.sign }
      : sides.length === 0 && LONGITUDE_FIRST.test(given)
        ? { lat: other, lon: one }
        : isSided
          ? { lat: one * first.sign, lon: other * second.sign }
          : { lat: one, lon: other };
  return isPoint(said) ? said : null;
}

const OF_LINK = /(-?\d{1,2}\.\d{3,12}),\s?(-?\d{1,3}\.\d{3,12})/u;

/** The first two exact numbers of a link that holds others besides, such as a zoom. */
function twoOfLink(given: string): Point | null {
  const [, lat, lon] = OF_LINK.exec(given) ?? [];
  if (lat === undefined || lon === undefined) return null;
  const said = { lat: Number(lat), lon: Number(lon) };
  return isPoint(said) ? said : null;
}

import type { Point } from "../../kernel/index.ts";

/** Reads a part of a link that is a point in any other form; null for a name. */
type ReadText = (text: string) => Point | null;

type Link = {
  readonly isYandex: boolean;
  readonly path: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
  readonly whole: string;
  readonly read: ReadText;
};

/** Longer words are no link that a person sends. */
const LONGEST = 4_000;

/** Pin in the data of a place, its latitude first. */
const PIN = /!3d(-?\d{1,2}(?:\.\d{1,15})?)!4d(-?\d{1,3}(?:\.\d{1,15})?)/gu;
/** End of a way that is called by its name: its longitude stands first. */
const WAY_END = /!2m2!1d(-?\d{1,3}(?:\.\d{1,15})?)!2d(-?\d{1,2}(?:\.\d{1,15})?)/gu;
const SCREEN = /@(-?\d{1,2}\.\d{1,15}),(-?\d{1,3}\.\d{1,15})/gu;
const ZOOMED = /^\d{1,2}(?:\.\d{1,4})?\/(-?\d{1,2}\.\d{1,15})\/(-?\d{1,3}\.\d{1,15})/u;
/** A pair with what programs put before it; a name may follow. */
const PAIR = /^'?(?:loc:|ll\.|point\.|pos\.)?\s?(-?\d{1,3}\.\d{1,15})\s?[,~_\s]\s{0,2}(-?\d{1,3}\.\d{1,15})(?![.\d])/u;

/** Fields of the end of a way, and of its start, after which the end is looked for. */
const [ENDS, STARTS] = [
  ["destination", "daddr", "to"],
  ["origin", "saddr", "from"],
];
/** Fields of several places on the way, the end last. */
const STOPS: ReadonlyMap<string, string> = new Map([
  ["route", ";"],
  ["rtext", "~"],
  ["rtp", "~"],
]);
/** Fields of what is asked for or marked. */
const PINS = ["q", "query", "pt", "sp", "coordinate", "latlng", "viewpoint"];
/** Fields of the middle of a screen. */
const SCREENS = ["ll", "center", "cp"];

const last = (form: RegExp, text: string): RegExpExecArray | undefined => [...text.matchAll(form)].at(-1);

function decoded(part: string): string {
  const text = part.replaceAll("+", " ");
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%(?:2c|20|3a)/gu, (code) => String.fromCodePoint(Number.parseInt(code.slice(1), 16)));
  }
}

/** Two numbers at the beginning. Yandex writes longitude first, but not in its ways. */
function pairIn(value: string, isLongitudeFirst: boolean): Point | null {
  const [, one, other] = PAIR.exec(value) ?? [];
  if (one === undefined || other === undefined) return null;
  const [lat, lon] = isLongitudeFirst ? [Number(other), Number(one)] : [Number(one), Number(other)];
  return { lat, lon };
}

function linkOf(word: string, read: ReadText): Link | null {
  if (word.length > LONGEST || !/[/?]/u.test(word)) return null;
  const [address = "", ...given] = word.split(/[?&#]/u);
  const fields = given.flatMap((field) => {
    const at = field.indexOf("=");
    return at < 1 ? [] : [[field.slice(0, at).replace(/^amp;/u, ""), decoded(field.slice(at + 1))] as const];
  });
  return {
    isYandex: address.includes("yandex."),
    path: address.split("/").map(decoded),
    fields: new Map(fields),
    whole: decoded(word),
    read,
  };
}

/** End of a way; null where only a name is known of it, undefined if the link is no way. */
function endOfWay({ path, fields, whole, read }: Link): Point | null | undefined {
  const named = last(WAY_END, whole);
  const byName = named === undefined ? null : { lat: Number(named[2]), lon: Number(named[1]) };
  const field = ENDS.find((name) => fields.has(name));
  if (field !== undefined) return pairIn(fields.get(field) ?? "", false) ?? read(fields.get(field) ?? "") ?? byName;
  for (const [name, sign] of STOPS) if (fields.has(name)) return pairIn(fields.get(name)?.split(sign).at(-1)?.trim() ?? "", false);
  if (STARTS.some((name) => fields.has(name))) return byName;
  const at = path.indexOf("dir");
  if (at < 0 || path.length === at + 1) return undefined;
  const stop = path.slice(at + 1).findLast((each) => each !== "" && !each.startsWith("@") && !each.startsWith("data="));
  return (stop === undefined ? null : (pairIn(stop, false) ?? read(stop))) ?? byName;
}

function pinOf({ isYandex, path, fields, read }: Link): Point | null {
  const { lat, lon } = { lat: fields.get("mlat"), lon: fields.get("mlon") };
  if (lat !== undefined && lon !== undefined && lat !== "" && lon !== "") return { lat: Number(lat), lon: Number(lon) };
  for (const name of PINS) {
    const value = fields.get(name) ?? "";
    const pin = pairIn(value, isYandex && name === "pt") ?? (value === "" ? null : read(value));
    if (pin !== null) return pin;
  }
  for (const [at, part] of path.entries()) {
    const before = path[at - 1];
    if (before !== "place" && before !== "search" && before !== "l") continue;
    const pin = pairIn(part, false) ?? read(part);
    if (pin !== null) return pin;
  }
  return null;
}

function middleOf({ isYandex, fields, whole }: Link): Point | null {
  for (const name of SCREENS) {
    const middle = pairIn(fields.get(name) ?? "", isYandex);
    if (middle !== null) return middle;
  }
  const [, lat, lon] = last(SCREEN, whole) ?? ZOOMED.exec(fields.get("map") ?? "") ?? [];
  return lat === undefined ? null : { lat: Number(lat), lon: Number(lon) };
}

function pointIn(link: Link): Point | null | undefined {
  const pin = last(PIN, link.whole);
  if (pin !== undefined) return { lat: Number(pin[1]), lon: Number(pin[2]) };
  const end = endOfWay(link);
  if (end !== undefined) return end;
  const found = pinOf(link) ?? middleOf(link);
  if (found !== null) return found;
  // The place around which a name was searched for is not the place of the name.
  return link.fields.has("sll") ? null : undefined;
}

/**
 * Point of a map's link: its pin, the end of a way, the place that it asks for, its mark, else the middle of its screen. The text is in lower
 * case with Western digits. Of several links the last counts. Null for a way to a name without figures, undefined if the text has no such
 * link. `read` reads what is a point in another form, as degrees and minutes.
 */
export function pointOfLink(text: string, read: ReadText): Point | null | undefined {
  for (const word of text.split(/\s+/u).toReversed()) {
    const link = linkOf(word, read);
    const point = link === null ? undefined : pointIn(link);
    if (point !== undefined) return point;
  }
  return undefined;
}

import type { Point } from "../../kernel/index.ts";

/** Percent codes that stand inside a pair: comma, space and colon. */
const CODES: Readonly<Record<string, string>> = { "%2c": ",", "%20": " ", "%3a": ":" };

/**
 * Places of a link that hold a point, the pin first and the middle of the screen last. Latitude is the first number of each, longitude the
 * second.
 */
const FORMS: readonly RegExp[] = [
  /!3d(-?\d{1,2}(?:\.\d{1,15})?)!4d(-?\d{1,3}(?:\.\d{1,15})?)/gu,
  /[?&#](?:q|query|destination|daddr)=(?:loc:)?\s?(-?\d{1,2}\.\d{1,15})\s?[,+][\s+]?(-?\d{1,3}\.\d{1,15})/gu,
  /[?&#]mlat=(-?\d{1,2}(?:\.\d{1,15})?)&(?:amp;)?mlon=(-?\d{1,3}(?:\.\d{1,15})?)/gu,
];
/** Points of the same kind that are read only if the link gives no way: there they show the start or the screen. */
const SCREENS: readonly RegExp[] = [
  /[?&#]ll=(-?\d{1,2}\.\d{1,15}),[\s+]?(-?\d{1,3}\.\d{1,15})/gu,
  /@(-?\d{1,2}\.\d{1,15}),(-?\d{1,3}\.\d{1,15})/gu,
  /[?&#]map=\d{1,2}(?:\.\d{1,4})?\/(-?\d{1,2}\.\d{1,15})\/(-?\d{1,3}\.\d{1,15})/gu,
];

/** A way from one place to another: the part between `/dir/` and the screen. */
const WAY = /\/dir\/([^@?#\s]{1,2000})/u;
const PAIR = /^'?(-?\d{1,2}\.\d{1,15}),[\s+]?(-?\d{1,3}\.\d{1,15})'?$/u;
/** End of a way that is called by its name: its longitude stands first. */
const WAY_END = /!2m2!1d(-?\d{1,3}(?:\.\d{1,15})?)!2d(-?\d{1,2}(?:\.\d{1,15})?)/gu;

const last = (form: RegExp, text: string): RegExpExecArray | undefined => [...text.matchAll(form)].at(-1);

const pointOf = ([, lat, lon]: RegExpExecArray): Point => ({ lat: Number(lat), lon: Number(lon) });

/** Destination of a way; null if only its name is known. */
function endOfWay(way: string, text: string): Point | null {
  const stops = way.split("/").filter((stop) => stop !== "" && !stop.startsWith("data="));
  const pair = PAIR.exec(stops.at(-1) ?? "");
  if (pair !== null) return pointOf(pair);
  const [, lon, lat] = last(WAY_END, text) ?? [];
  return lat === undefined ? null : { lat: Number(lat), lon: Number(lon) };
}

/**
 * Point of a map's link: its pin, the place that it asks for, its mark, the destination of a way, else the middle of its screen. The text is
 * in lower case with Western digits. Null for a way to a name without figures, undefined if the text is no such link.
 */
export function pointOfLink(text: string): Point | null | undefined {
  const link = text.replace(/%(?:2c|20|3a)/gu, (code) => CODES[code] ?? code);
  const found = (forms: readonly RegExp[]): Point | undefined => {
    for (const form of forms) {
      const match = last(form, link);
      if (match !== undefined) return pointOf(match);
    }
    return undefined;
  };
  const shown = found(FORMS);
  if (shown !== undefined) return shown;
  const [, way] = WAY.exec(link) ?? [];
  return way === undefined ? found(SCREENS) : endOfWay(way, link);
}

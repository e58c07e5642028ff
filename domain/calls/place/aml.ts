import type { Point } from "../../kernel/index.ts";
import { plainNumber } from "../phone-number.ts";

/**
 * Place that a telephone sent when an emergency number was dialled (Advanced Mobile Location, ETSI TS 103 625), over HTTPS or by SMS. Each
 * field is null if it was missing or senseless. IMSI and IMEI of the telephone are not read.
 */
export type AmlMessage = {
  readonly number: string | null;
  readonly dialled: string | null;
  readonly point: Point | null;
  /** Radius in metres. */
  readonly accuracyM: number | null;
  /** Epoch milliseconds of the measurement, as the telephone says; `bestPlace` judges whether its clock can be right. Null if it says none. */
  readonly measuredAt: number | null;
  readonly method: string | null;
  /** Of 1, that the telephone is within the accuracy. */
  readonly confidence: number | null;
};

/** Nothing farther off than this is a measurement. */
const WORST_ACCURACY_M = 1_000_000;
const METHODS = ["gps", "wifi", "cell", "unknown"];

const numberIn = (text: string | undefined, least: number, most: number): number | null => {
  if (text === undefined || !/^\s*[-+]?\d{1,15}(\.\d{1,15})?\s*$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
};

/** Epoch milliseconds of a measurement. A clock ahead by a minute at most is taken as now; another time stays as it was said. */
const measuredAt = (at: number, now: number): number => (at > now + 60_000 ? Math.round(at) : Math.min(now, Math.round(at)));

/** Milliseconds since epoch as ELS says it; seconds are taken too, since some senders write those. */
function momentIn(text: string | undefined, now: number): number | null {
  const value = numberIn(text, 1, 1e14);
  return value === null ? null : measuredAt(value < 1e11 ? value * 1000 : value, now);
}

/** A point of two texts in degrees. A telephone without a fix sends zeros. */
function pointIn(latitude: string | undefined, longitude: string | undefined): Point | null {
  const [lat, lon] = [numberIn(latitude, -90, 90), numberIn(longitude, -180, 180)];
  return lat === null || lon === null || (lat === 0 && lon === 0) ? null : { lat, lon };
}

/** Reads the fields of Android's Emergency Location Service (ELS) over HTTPS. Nothing makes it fail. */
export function readAml(fields: Readonly<Record<string, string>>, now: number): AmlMessage {
  const field = (name: string): string | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const confidence = numberIn(field("location_confidence"), 0, 100);
  const method = field("location_source")?.trim().toLowerCase();
  return {
    number: plainNumber(field("device_number") ?? ""),
    dialled: plainNumber(field("emergency_number") ?? ""),
    point: pointIn(field("location_latitude"), field("location_longitude")),
    accuracyM: numberIn(field("location_accuracy"), 0, WORST_ACCURACY_M),
    measuredAt: momentIn(field("location_time"), now),
    method: method !== undefined && METHODS.includes(method) ? method : null,
    confidence: confidence === null ? null : confidence > 1 ? confidence / 100 : confidence,
  };
}

/** An SMS as the operator's gateway hands it on: number of the sender, and the text. */
export type HandedSms = { readonly from: string; readonly text: string };

/** A message has 160 characters, and some gateways join two. */
const LONGEST_SMS = 1_000;
/** Name of the attribute with the version, `A"ML`. Gateways escape, curl or drop the quote. */
const HEADER = /^a(?:\\?["'\u201c\u201d\u2033])?ml$/;
const SMS_METHODS: Readonly<Record<string, string>> = { G: "gps", W: "wifi", C: "cell", U: "unknown" };

/** Attributes of a message by their names, the first of each; null for a text that is no AML message. */
function attributesOf(text: string): ReadonlyMap<string, string> | null {
  const attributes = new Map<string, string>();
  let isMessage = false;
  for (const part of text.slice(0, LONGEST_SMS).split(";")) {
    const at = part.indexOf("=");
    const [name, value] = [part.slice(0, Math.max(0, at)).trim().toLowerCase(), part.slice(at + 1).trim()];
    isMessage ||= HEADER.test(name) && /^\d{1,3}$/.test(value);
    if (!attributes.has(name)) attributes.set(name, value);
  }
  return isMessage ? attributes : null;
}

/** Time of positioning, `YYYYMMDDhhmmss` in UTC, in epoch milliseconds. */
function topIn(text: string | undefined, now: number): number | null {
  const [, date, hours, minutes, seconds] = /^(\d{8})(\d\d)(\d\d)(\d\d)$/.exec(text ?? "") ?? [];
  if (date === undefined) return null;
  const written = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hours}:${minutes}:${seconds}.000Z`;
  const at = Date.parse(written);
  // A day that the month does not have would become one of the next month.
  return Number.isNaN(at) || new Date(at).toISOString() !== written ? null : measuredAt(at, now);
}

/** Number of a sender. Gateways write international numbers without `+`; a national one begins with 0. */
function senderOf(from: string): string | null {
  const number = plainNumber(from);
  return number !== null && /^[1-9]\d{9,14}$/.test(number) ? plainNumber(`+${number}`) : number;
}

/**
 * Reads an AML message by SMS (ETSI TS 103 625) by the attributes that it has, whatever its version says. Version 1 has `lt`, `lg`, `rd`,
 * `top` and `pm`. Version 2 has `lo`, `et` and `ls`; its `lt` is a time and its `lg` a language. Null for a text that is no AML message, and
 * for a sender without a number, as its call cannot be found. Nothing makes it fail.
 */
export function readAmlSms({ from, text }: HandedSms, now: number): AmlMessage | null {
  const [attributes, number] = [attributesOf(text), senderOf(from)];
  if (attributes === null || number === null) return null;
  const placed = attributes.get("lo")?.split(",");
  const [latitude, longitude, radius] = placed ?? ["lt", "lg", "rd"].map((name) => attributes.get(name));
  const method = (attributes.get(placed === undefined ? "pm" : "ls") ?? "").toUpperCase();
  const [dialledAt, lateS] = [numberIn(attributes.get("et"), 1, 1e11), numberIn(attributes.get("lt"), -1e9, 1e9)];
  const confidence = numberIn(attributes.get("lc"), 0, 100);
  return {
    number,
    dialled: plainNumber(attributes.get("en") ?? ""),
    point: method === "N" ? null : pointIn(latitude, longitude),
    accuracyM: numberIn(radius, 0, WORST_ACCURACY_M),
    measuredAt:
      placed === undefined
        ? topIn(attributes.get("top"), now)
        : dialledAt === null || lateS === null
          ? null
          : measuredAt((dialledAt + lateS) * 1000, now),
    method: Object.hasOwn(SMS_METHODS, method) ? (SMS_METHODS[method] ?? null) : null,
    confidence: confidence === null ? null : confidence / 100,
  };
}

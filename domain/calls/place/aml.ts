import type { Point } from "../../kernel/index.ts";
import { plainNumber } from "../phone-number.ts";

/**
 * Place that a telephone sent when an emergency number was dialled (Advanced Mobile Location, ETSI TS 103 625). The fields are those of
 * Android's Emergency Location Service over HTTPS. Each is null if it was missing or senseless.
 */
export type AmlMessage = {
  readonly number: string | null;
  readonly dialled: string | null;
  readonly point: Point | null;
  /** Radius in metres. */
  readonly accuracyM: number | null;
  /** Epoch milliseconds of the measurement. */
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

/** Milliseconds since epoch as ELS says it; seconds are taken too, since some senders write those. */
function momentIn(text: string | undefined, now: number): number | null {
  const value = numberIn(text, 1, 1e14);
  if (value === null) return null;
  const at = value < 1e11 ? value * 1000 : value;
  // A clock ahead by less than a minute is taken as now. A place a day old is none of this call.
  if (at > now + 60_000 || at < now - 86_400_000) return null;
  return Math.min(now, Math.round(at));
}

/** Reads the fields of a message. Nothing makes it fail. */
export function readAml(fields: Readonly<Record<string, string>>, now: number): AmlMessage {
  const field = (name: string): string | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const [lat, lon] = [numberIn(field("location_latitude"), -90, 90), numberIn(field("location_longitude"), -180, 180)];
  const confidence = numberIn(field("location_confidence"), 0, 100);
  const method = field("location_source")?.trim().toLowerCase();
  return {
    number: plainNumber(field("device_number") ?? ""),
    dialled: plainNumber(field("emergency_number") ?? ""),
    point: lat === null || lon === null || (lat === 0 && lon === 0) ? null : { lat, lon },
    accuracyM: numberIn(field("location_accuracy"), 0, WORST_ACCURACY_M),
    measuredAt: momentIn(field("location_time"), now),
    method: method !== undefined && METHODS.includes(method) ? method : null,
    confidence: confidence === null ? null : confidence > 1 ? confidence / 100 : confidence,
  };
}

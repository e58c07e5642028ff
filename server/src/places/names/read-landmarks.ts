import { line, point } from "@amaliyat/contract/route";
import { kindOfLandmark } from "@amaliyat/domain/places";
import { z } from "zod";
import type { MapPlace } from "./landmarks-store.ts";
import type { FilePlaces } from "./read-map-file.ts";

/** A wilaya has some thousands of landmarks and the whole of Algeria some 150,000, of 100 bytes each. */
export const MOST_LANDMARKS = 250_000;
export const MOST_BYTES = 64 * 1024 * 1024;

const file = z.object({ landmarks: z.array(z.unknown()) });
const name = line(200).optional().catch(undefined);
const landmark = z.object({ name: z.object({ ar: name, fr: name, en: name }), kind: line(60), point });

const isText = (given: string | undefined): given is string => given !== undefined;

/** Reads the landmarks of a file, one by one: a landmark without a usable name or a point on earth is left out and counted. */
export function landmarksOf(given: unknown): FilePlaces {
  const whole = file.safeParse(given);
  if (!whole.success) return "not_landmarks";
  const { landmarks: all } = whole.data;
  if (all.length > MOST_LANDMARKS) return "too_many";
  const places = all.flatMap((one): MapPlace[] => {
    const parsed = landmark.safeParse(one);
    if (!parsed.success) return [];
    const { name: names, kind, point: at } = parsed.data;
    return Object.values(names).some(isText) ? [{ names, kind: kindOfLandmark(kind), point: at }] : [];
  });
  return { places, leftOut: all.length - places.length };
}

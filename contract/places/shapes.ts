import { PLACE_KINDS } from "@amaliyat/domain/places";
import { z } from "zod";
import { counted, id, instant, lat, lon, name, point, soughtWords } from "../route/fields.ts";

export const placeKind = z.enum(PLACE_KINDS);

/** Names in the languages in which a place has one. */
const names = z.object({ ar: z.string(), fr: z.string(), en: z.string() }).partial();

/** The same as a person types them: one at least. */
const typedNames = z
  .object({ ar: name(120), fr: name(120), en: name(120) })
  .partial()
  .refine((given) => Object.values(given).some((name) => name !== undefined), "has no name in any language");

const version = counted.min(1);

/** A place that the room added to those of its map. */
export const place = z.object({
  placeId: id,
  version: z.number().int(),
  names,
  aliases: z.array(z.string()),
  kind: placeKind,
  point,
  sectorId: z.string().nullable(),
  state: z.enum(["open", "closed"]),
  writtenBy: z.string(),
  writtenAt: instant,
  reason: z.string().nullable(),
});
export type Place = z.output<typeof place>;

export const placeContent = z.object({ names: typedNames, aliases: z.array(name(120)).max(10).default([]), kind: placeKind, point });
export const seenPlace = z.object({ version });

/** `street` is of the roads of the map; `point` is typed in figures. */
export const FOUND_SOURCES = ["place", "landmark", "street", "site", "camera", "sector", "point"] as const;

/** One answer of the search. `metres` from the place that the search was given, null without one. */
export const foundPlace = z.object({
  source: z.enum(FOUND_SOURCES),
  id: z.string(),
  names,
  kind: placeKind,
  point,
  sectorId: z.string().nullable(),
  metres: z.number().nullable(),
});
export type FoundPlace = z.output<typeof foundPlace>;

/** The named place that stands nearest to a point, and how far it is. */
export const nearPlace = z.object({ source: z.enum(FOUND_SOURCES), names, metres: z.number() });
export type NearPlace = z.output<typeof nearPlace>;

export const pointAsked = z.object({ lat: z.coerce.number().pipe(lat), lon: z.coerce.number().pipe(lon) });

export const placeSearch = z.object({
  text: soughtWords(200),
  lat: z.coerce.number().pipe(lat).optional(),
  lon: z.coerce.number().pipe(lon).optional(),
  most: z.coerce.number().int().min(1).max(20).default(10),
});

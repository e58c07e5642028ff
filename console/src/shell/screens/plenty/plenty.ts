import type { Language } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { AT, smallest } from "../smallest.ts";
import { numbersFor } from "./numbers.ts";
import { textsFor } from "./words.ts";

/** Rows of a list, and items of a list inside a row. */
const ROWS = 12;
const ITEMS = 3;
/** First number of the ids of rows inside a card. */
const INSIDE = 32;
const MINUTE_MS = 60_000;
/** No age stands at the edge of a minute: it would be another one a moment later. */
const OFF_EDGE_MS = 20_000;

/** The reply to be filled, and the place of a value in it. */
type Place = {
  readonly language: Language;
  /** Feature of the route, the first word of its name. */
  readonly feature: string;
  readonly seed: number;
  /** Name of the field. */
  readonly name: string;
  /** Index of the row of the innermost list. */
  readonly nth: number;
  /** Lists around the value. */
  readonly depth: number;
  /** True for the first id of an object: it is that of the object, and the others lead to other rows. */
  readonly isOwn: boolean;
  /** Added to the number of a row's own id: nothing inside a card has the id of the card. */
  readonly base: number;
};

/** Mixes a seed and a text to a number from 0 up (FNV-1a, 32 bit). */
function mixed(seed: number, text: string): number {
  let hash = 2_166_136_261 ^ seed;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A number below `below` that belongs to a place. */
const chance = ({ seed, name, nth }: Place, below: number, use: string): number => mixed(seed, `${name}/${nth}/${use}`) % below;

/** Id of the nth row of every list; that of the first is the id of a smallest reply. */
const idOf = (nth: number): string => `0192f0c0-0000-7000-8000-${(nth + 1).toString(16).padStart(12, "0")}`;

const isAhead = (name: string): boolean => /until|expires|due|next|again|endsAt|keptUntil|reviewAt/iu.test(name);

function momentOf({ name, nth }: Place): string {
  const now = Date.parse(AT);
  const minutes =
    name === "to" ? -(ROWS - nth) * 5 + 4 : isAhead(name) ? (nth + 1) * 20 : name === "from" ? -(ROWS - nth) * 5 : -nth * 6 - 2;
  return new Date(now + minutes * MINUTE_MS - OFF_EDGE_MS).toISOString();
}

const dayOf = ({ name, nth }: Place): string =>
  new Date(Date.parse(AT) - (name === "from" ? 30 : nth) * 1_440 * MINUTE_MS).toISOString().slice(0, 10);

const fitting = (schema: z.core.$ZodType, candidates: readonly unknown[]): unknown => {
  const found = candidates.find((one) => z.safeParse(schema, one).success);
  return found === undefined ? smallest(schema) : found;
};

/** Moments and marks that mean an end, a refusal or a fault: most things that are shown have none. */
const isRare = (name: string): boolean =>
  /^(?:closed|ended|erased|retired|cancel|cleared|merged|withdrawn|locked|refusal|lost|corrected|cannotSpeak|nuisance|mergedInto|backOf)/u.test(
    name,
  );

function nullable(inner: z.core.$ZodType, place: Place): unknown {
  const isNothing = chance(place, 10, "null") < (isRare(place.name) ? 8 : 1);
  return isNothing ? null : plenty(inner, place);
}

function objectOf({ shape }: z.ZodObject, place: Place): unknown {
  let hasId = false;
  const value: Record<string, unknown> = {};
  for (const [name, part] of Object.entries<z.core.$ZodType>(shape)) {
    const isOwn: boolean = !hasId && part instanceof z.ZodUUID;
    hasId ||= isOwn;
    const base = hasId && !isOwn && place.depth === 0 ? INSIDE : place.base;
    const made = plenty(part, { ...place, name, isOwn, base });
    if (made !== undefined) value[name] = made;
  }
  return value;
}

function recordOf({ keyType, valueType }: z.ZodRecord, place: Place): unknown {
  if (valueType instanceof z.ZodUnknown) return { text: textsFor({ ...place, name: "text" })[0] };
  const keys = keyType instanceof z.ZodEnum ? keyType.options : ["1", "2"].filter((key) => z.safeParse(keyType, key).success);
  return Object.fromEntries(keys.map((key) => [key, plenty(valueType, { ...place, name: String(key) })]));
}

/** A list of rows or items, without doubles of plain values. It is as long as its schema allows, at most as wanted. */
function arrayOf(schema: z.ZodArray, place: Place): unknown {
  const wanted = place.depth === 0 ? ROWS : ITEMS;
  const items = Array.from({ length: wanted }, (_, nth) => plenty(schema.element, { ...place, nth, depth: place.depth + 1, isOwn: true }));
  const different = [...new Map(items.map((one) => [JSON.stringify(one), one])).values()];
  const shorter = different.map((_, left) => different.slice(0, different.length - left));
  return fitting(schema, [...shorter, []]);
}

/** One of several for a place. A card is that of open work: most acts are on it. */
const nthOf = <T>(all: readonly T[], place: Place): T | undefined =>
  place.depth === 0 && place.name === "state" ? all[0] : all[(place.nth + mixed(place.seed, place.name)) % all.length];

function unionOf({ options }: z.ZodUnion, place: Place): unknown {
  const option = nthOf(options, place);
  return option === undefined ? undefined : plenty(option, place);
}

function textOf(schema: z.core.$ZodType, place: Place): unknown {
  if (schema instanceof z.ZodUUID) return idOf(place.isOwn ? (place.depth === 0 ? 0 : place.base + place.nth) : chance(place, ROWS, "id"));
  if (schema instanceof z.ZodISODateTime) return fitting(schema, [momentOf(place)]);
  if (schema instanceof z.ZodISODate) return fitting(schema, [dayOf(place)]);
  return fitting(schema, textsFor(place));
}

/** Fills a schema of the contract with plenty: lists of rows, long words, most of what may be left out. The same place gives the same value. */
function plenty(schema: z.core.$ZodType, place: Place): unknown {
  if (schema instanceof z.ZodNullable) return nullable(schema.def.innerType, place);
  if (schema instanceof z.ZodOptional) return chance(place, 4, "optional") === 0 ? undefined : plenty(schema.def.innerType, place);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodCatch) return plenty(schema.def.innerType, place);
  if (schema instanceof z.ZodPipe) return plenty(schema.def.in, place);
  if (schema instanceof z.ZodBoolean) return chance(place, 4, "boolean") === 0;
  if (schema instanceof z.ZodEnum) return nthOf(schema.options, place);
  if (schema instanceof z.ZodNumber) return fitting(schema, numbersFor(place.name, place.nth, chance(place, 40, "number")));
  if (schema instanceof z.ZodUnion) return unionOf(schema, place);
  if (schema instanceof z.ZodTuple) return schema.def.items.map((item, at) => plenty(item, { ...place, name: `${place.name}${at}` }));
  if (schema instanceof z.ZodArray) return arrayOf(schema, place);
  if (schema instanceof z.ZodRecord) return recordOf(schema, place);
  if (schema instanceof z.ZodObject) return fitting(schema, [objectOf(schema, place)]);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return textOf(schema, place);
  return smallest(schema);
}

/** A reply of a route with plenty in it. The same route, language and seed give the same reply. */
export const plentyOf = (route: { readonly name: string; readonly reply: z.ZodType }, language: Language, seed = 1): unknown =>
  plenty(route.reply, {
    language,
    feature: route.name.split(".")[0] ?? "",
    seed: mixed(seed, route.name),
    name: "",
    nth: 0,
    depth: 0,
    isOwn: true,
    base: 0,
  });

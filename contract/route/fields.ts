import { cleanLine, cleanProse, cleanSought, isSaid, isWritten } from "@amaliyat/domain/kernel";
import { z } from "zod";

/** UUID of a row, lower case. */
export const id = z.uuid();

/** A moment on the wire: ISO 8601 with an offset. */
export const instant = z.iso.datetime({ offset: true });

/** The largest integer of a database column of four bytes: PostgreSQL answers a larger one with an error. */
export const MOST_INTEGER = 2_147_483_647;
/** A number that the room counts: versions of a thing, events of a log. */
export const counted = z.number().int().min(0).max(MOST_INTEGER);

const [FIRST, END] = [Date.UTC(2000), Date.UTC(2100)];

/**
 * A moment that a person or a program gives. A year far away is a slip of the hand, and the database does not know some years of ISO 8601.
 * Moments that the room answers are an `instant`: under a wrong clock it must still answer.
 */
export const moment = instant.refine((text) => {
  const at = Date.parse(text);
  return at >= FIRST && at < END;
}, "not between the years 2000 and 2100");

/**
 * The phone's time of sending an act: from it the room derives the offset of the phone's clock. It stands in the query, since it is another at
 * each try. The body of an act is the same at each.
 */
export const sentBy = z.object({ sentAt: instant.optional() });

/**
 * Characters refused in one line. These are control characters and line breaks, halves of a surrogate pair, and the bidirectional
 * embeddings, overrides and isolates (Unicode UAX 9). The latter make a name read as another. The marks LRM, RLM and ALM are allowed:
 * Arabic keyboards type them.
 */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !NOT_IN_A_LINE.test(text), "holds a line break, a control character or a direction override");

/** One line typed by a person. */
export const line = (max: number) => oneLine(max).min(1);

/** Name that a person gives: one line with a letter or a digit that is seen. */
export const name = (max: number) => line(max).refine((text) => isWritten(text), "has no letter and no digit");

/**
 * Words of a search. They lose the marks of direction and the signs of no width that a copied text carries, before they are judged; a stored
 * name with such marks is refused.
 */
export const sought = (max: number) => z.string().overwrite(cleanSought).max(max);
/** The same where words have to be given. Marks alone are words that find nothing. */
export const soughtWords = (max: number) => z.string().trim().min(1).overwrite(cleanSought).max(max);

/** Kind of the fault of a reason that says nothing. */
export const SAYS_NOTHING = "says_nothing";

/** The reason of an act, in one line. One that says nothing, as a dot or «aaa», is refused as `request.reason_missing`. */
export const reason = (max: number) =>
  oneLine(max).refine((text) => isSaid(text), { message: "says nothing", params: { fault: SAYS_NOTHING } });

/** Text of several lines typed by a person; tabs and line breaks are its only control characters. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text), "holds a control character");

/** The same of people who cannot be asked to type again: marks that their phones add are taken away before it is judged. Nothing is an empty text. */
export const saidLine = (max: number) => z.string().overwrite(cleanLine).max(max);
export const saidProse = (max: number) => z.string().overwrite(cleanProse).max(max);

/** A text in the three languages. */
export const text3 = z.object({
  ar: line(200).describe("In Arabic."),
  fr: line(200).describe("In French."),
  en: line(200).describe("In English."),
});

/** Names in the three languages, as a person gives them. */
export const names3 = z.object({
  ar: name(200).describe("In Arabic."),
  fr: name(200).describe("In French."),
  en: name(200).describe("In English."),
});

/** Names in the languages that change. The others stay, so that two people can each correct a language. */
export const changedNames3 = names3.partial();

/** The query of a route that has none, where a parameter that nobody reads is refused. */
export const noQuery = z.strictObject({}).optional();

export const lat = z.number().min(-90).max(90).describe("Latitude in degrees, WGS 84.");
export const lon = z.number().min(-180).max(180).describe("Longitude in degrees, WGS 84.");
export const point = z.object({ lat, lon });

/** A short code of the room: letters of any script, digits, dash, underscore. */
export const code = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,31}$/u);

/** Number of rows of a page. */
export const pageSize = z.coerce.number().int().min(1).max(200).default(50);

/** The text behind base64url; empty for any other. */
const decoded = (text: string): string => {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return "";
  }
};
const OLDEST_ROW = Date.UTC(1900);
/** Imported work is older than what a person enters; the database cannot compare any moment. */
const isMomentOfRow = (at: number): boolean => at >= OLDEST_ROW && at < END;
const isPlaceInList = (text: string): boolean => {
  const [at = "", seen = "", ...more] = decoded(text).split(" ");
  return more.length === 0 && instant.safeParse(at).success && isMomentOfRow(Date.parse(at)) && id.safeParse(seen).success;
};
/** True if the number in front of the id, the last but one of the parts, is a moment that a row can have. */
const hasMomentOfRow = (text: string): boolean => isMomentOfRow(Number(text.split("_").at(-2)));

// A cursor that the room did not make is refused: the first page instead of the next would be read as if nothing followed.

/** Start of the next page: moment and id of the last row, opaque to the caller. */
export const cursor = z.string().max(200).refine(isPlaceInList, "was made by no page of this list").optional();

/** A place in a list as text, of a form that ends with the moment of the last row in milliseconds and the id of that row. */
const placeInForm = (form: RegExp) =>
  z.string().max(200).regex(form, "was made by no page of this list").refine(hasMomentOfRow, "was made by no page of this list").optional();

/** Start of the next page as `1774000000000_<id>`: moment and id of the last row. */
export const momentCursor = placeInForm(/^-?\d{1,13}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** The same behind the moment of the first page, at which words such as «yesterday» were read: `1774003600000_1774000000000_<id>`. */
export const searchCursor = placeInForm(/^\d{1,13}_-?\d{1,13}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** The same behind an urgency: `90_1774000000000_<id>`. */
export const urgencyCursor = placeInForm(/^\d{1,3}_-?\d{1,13}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** A page of rows. */
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() });

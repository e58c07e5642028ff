import { z } from "zod";

/** UUID of a row, lower case. */
export const id = z.uuid();

/** A moment on the wire: ISO 8601 with an offset. */
export const instant = z.iso.datetime({ offset: true });

/** A text in the three languages. */
export const text3 = z.object({
  ar: z.string().trim().min(1).max(200),
  fr: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(200),
});

/** One line typed by a person. */
export const line = (max: number) => z.string().trim().min(1).max(max);

export const lat = z.number().min(-90).max(90);
export const lon = z.number().min(-180).max(180);
export const point = z.object({ lat, lon });

/** A short code of the room: letters of any script, digits, dash, underscore. */
export const code = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,31}$/u);

/** How many rows a page asks for. */
export const pageSize = z.coerce.number().int().min(1).max(200).default(50);

/** Where the next page starts; opaque to the caller. */
export const cursor = z.string().max(200).optional();

/** A page of rows. */
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() });

import { z } from "zod";

/** Id of everything in a smallest reply. */
export const ID = "0192f0c0-0000-7000-8000-000000000001";
/** Moment of everything in a smallest reply. */
export const AT = "2026-03-01T08:00:00.000Z";

/** Candidates of a text. The first that its schema accepts is taken. */
const TEXTS = ["", ID, AT, "2026-03-01", "17", "a", "a-b", "TRF.OBS", "0".repeat(64), "https://example.org/", "/a"];
const NUMBERS = [0, 1, 10, 1_000, 5_000, 10_000];
const MOST_ITEMS = 20;

function firstThatFits(schema: z.core.$ZodType, candidates: readonly unknown[]): unknown {
  const found = candidates.find((one) => z.safeParse(schema, one).success);
  if (found === undefined) throw new Error(`no candidate fits a ${schema._zod.def.type} of the contract: add one to the list`);
  return found;
}

function smallestObject({ shape }: z.ZodObject): unknown {
  const parts = Object.entries<z.core.$ZodType>(shape).filter(([, part]) => !(part instanceof z.ZodOptional));
  return Object.fromEntries(parts.map(([name, part]) => [name, smallest(part)]));
}

/** Builds a value for each key of an enumeration, and an empty record if any text may be a key. */
function smallestRecord({ keyType, valueType }: z.ZodRecord): unknown {
  const keys = keyType instanceof z.ZodEnum ? keyType.options : [];
  return Object.fromEntries(keys.map((key) => [key, smallest(valueType)]));
}

function smallestArray(schema: z.ZodArray): unknown {
  if (z.safeParse(schema, []).success) return [];
  const item = smallest(schema.element);
  return firstThatFits(
    schema,
    Array.from({ length: MOST_ITEMS }, (_, length) => Array.from({ length }, () => item)),
  );
}

/** Builds the smallest value that a schema of the contract accepts: no rows, null if allowed, the first of an enumeration, 0. */
export function smallest(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodNull || schema instanceof z.ZodUnknown) return null;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodUndefined) return undefined;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodCatch) return smallest(schema.def.innerType);
  if (schema instanceof z.ZodPipe) return smallest(schema.def.in);
  if (schema instanceof z.ZodBoolean) return false;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  if (schema instanceof z.ZodNumber) return firstThatFits(schema, NUMBERS);
  if (schema instanceof z.ZodUnion) return smallest(schema.options[0] ?? z.undefined());
  if (schema instanceof z.ZodTuple) return schema.def.items.map(smallest);
  if (schema instanceof z.ZodArray) return smallestArray(schema);
  if (schema instanceof z.ZodRecord) return smallestRecord(schema);
  if (schema instanceof z.ZodObject) return smallestObject(schema);
  return firstThatFits(schema, TEXTS);
}

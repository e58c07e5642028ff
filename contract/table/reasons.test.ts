import { expect, it } from "vitest";
import { z } from "zod";
import { ROUTES } from "./index.ts";

/** Fields of a body that hold a reason in words, at any depth; a reason that is one of a list is none of them. */
function reasonsIn(schema: unknown): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return reasonsIn(schema.unwrap());
  if (schema instanceof z.ZodArray) return reasonsIn(schema.element);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(reasonsIn);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]): z.ZodType[] => {
    const isNamed = name === "reason" || name === "anyway";
    return isNamed && field instanceof z.ZodType && field.safeParse("أُغلق الطريق").success ? [field] : reasonsIn(field);
  });
}

it("every reason that a route takes is in words that say something", () => {
  const all = ROUTES.flatMap(({ name, body }) => reasonsIn(body).map((field) => ({ name, field })));
  expect(all.length).toBeGreaterThan(30);
  const silent = all.filter(({ field }) => [".", "-", "xx", "ااا", "\u200f", ""].some((text) => field.safeParse(text).success));
  // A crew's step is judged when it is known whether it comes in time.
  expect(silent.map(({ name }) => name)).toEqual(["dispatch.stamp"]);
});

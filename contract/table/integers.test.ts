import { expect, it } from "vitest";
import { z } from "zod";
import { MOST_INTEGER } from "../route/fields.ts";
import { ROUTES } from "./index.ts";

/** Paths of the integers in a JSON schema that take more than a column of four bytes. */
function tooLarge(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const most = Reflect.get(schema, "maximum") ?? Reflect.get(schema, "exclusiveMaximum");
  const isLarge = Reflect.get(schema, "type") === "integer" && !(typeof most === "number" && most <= MOST_INTEGER);
  return [...(isLarge ? [path] : []), ...Object.entries(schema).flatMap(([name, part]) => tooLarge(part, `${path}.${name}`))];
}

/** Numbers of columns of eight bytes: entries of the room's log, and live events. */
const LARGE = ["audit.page.query.properties.before", "live.connect.query.properties.since"];

it("no route takes an integer that the database refuses", () => {
  const large = ROUTES.flatMap(({ name, params, query, body }) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema instanceof z.ZodType ? tooLarge(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), `${name}.${part}`) : [],
    ),
  );
  expect(large.toSorted()).toEqual(LARGE);
});

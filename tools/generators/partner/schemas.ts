import { z } from "zod";

/** A shape as JSON Schema, as it comes in or as it goes out. */
export const schemaOf = (schema: z.ZodType, io: "input" | "output"): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

/** Places of a document at which a schema has a property that nobody described. */
export function undescribed(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { properties, ...others } = value as { readonly properties?: unknown };
  const own =
    typeof properties === "object" && properties !== null
      ? Object.entries(properties).filter(([, each]) => typeof (each as { description?: unknown }).description !== "string")
      : [];
  const inner = Object.entries({ ...others, ...(properties as object | undefined) });
  return [
    ...own.map(([name]) => `${at}.${name}`),
    ...inner.filter(([name]) => name !== "examples" && name !== "example").flatMap(([name, each]) => undescribed(each, `${at}.${name}`)),
  ];
}

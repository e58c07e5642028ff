import { CODE_HALF_LENGTH, CODE_LETTERS } from "@amaliyat/domain/identity";
import { expect, it } from "vitest";
import { z } from "zod";
import { identity } from "./index.ts";

/** The names of all fields of a shape, however deep. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([name, part]) =>
    name === "properties" ? [...Object.keys(part as object), ...Object.values(part as object).flatMap(fieldsOf)] : fieldsOf(part),
  );
}

it("asks for no hint and no secret question, neither by a route nor by a field", () => {
  const routes = Object.values(identity);
  const names = routes.flatMap(({ name, path, body, query, reply }) => [
    name,
    path,
    ...[body, query].flatMap((shape) => fieldsOf(z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }))),
    ...fieldsOf(z.toJSONSchema(reply, { io: "output", unrepresentable: "any" })),
  ]);
  expect(names).toEqual(expect.arrayContaining(["password", "username", "code"]));
  expect(names.filter((name) => /hint|question|answer|reminder|birth|mother|pet/i.test(name))).toEqual([]);
});

it("takes a password of 256 characters wherever one is given, and hands out codes of 98 random bits", () => {
  const long = "ب".repeat(256);
  expect(identity.signIn.body.safeParse({ username: "a", password: long }).success).toBe(true);
  expect(identity.changePassword.body.safeParse({ current: long, next: long }).success).toBe(true);
  expect(Math.floor(2 * CODE_HALF_LENGTH * Math.log2(CODE_LETTERS.length))).toBe(98);
});

import { expect, test } from "vitest";
import { findingsIn } from "../findings.ts";
import { linearExpressions } from "./linear-expressions.ts";

test("an expression that is slow on its worst input is found with its line, a linear one is not", { timeout: 180_000 }, async () => {
  const code = [
    String.raw`export const tags = /<[^>]*>/g;`,
    String.raw`export const node = /(?:^|;)\s*for\s*=\s*"?([^";]*)"?\s*(?:;|$)/i;`,
    String.raw`export const nested = /^(?:a|aa)+$/;`,
    String.raw`export const made = new RegExp("(x+)x+y", "u");`,
    String.raw`export const linear = /^[a-z]+(?:-[a-z]+)*$/u;`,
    String.raw`export const bounded = /<[^<>]{1,100}>/g;`,
  ].join("\n");
  const found = await findingsIn(linearExpressions, { "server/src/a.ts": code });
  expect(found.map((each) => each.split(" ", 1)[0])).toEqual([1, 2, 3, 4].map((line) => `server/src/a.ts:${line}`));
  expect(found[2]).toContain("comes to no end");
  expect(found[0]).toMatch(/(takes \d+ ms|comes to no end) on 16 KiB of its worst input/u);
});

test("an expression that is built at run time is found, unless its parts are constant or escaped", { timeout: 180_000 }, async () => {
  const code = [
    "export const a = (names: string) => new RegExp(`^(?:${names})$`);",
    "export const b = (flags: string) => RegExp('a', flags);",
    "export const c = (name: string) => new RegExp(`^${RegExp.escape(name)}:`, 'u');",
    "export const d = new RegExp(String.raw`^\\d$`);",
  ].join("\n");
  expect(await findingsIn(linearExpressions, { "domain/a.ts": code })).toEqual([
    "domain/a.ts:1 an expression is built at run time",
    "domain/a.ts:2 an expression is built at run time",
  ]);
});

test("tests, tools and what is made for tests are not the product", async () => {
  const code = "export const tags = /<[^>]*>/g;\n";
  const files = { "server/src/a.test.ts": code, "server/src/testing/a.ts": code, "tools/a.ts": code, "simulator/src/a.ts": code };
  expect(await findingsIn(linearExpressions, files)).toEqual([]);
});

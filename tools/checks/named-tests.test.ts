import { expect, test } from "vitest";
import { findingsIn } from "./findings.ts";
import { namedTests } from "./named-tests.ts";

const there = { "server/src/door.test.ts": "", "docs/log.md": "", "package-lock.json": "{}" };

test("files and folders that exist are no finding, in backticks and as links", async () => {
  const page =
    "`server/src/door.test.ts`, `server/src/`, `server/src` and `package-lock.json`; [log](log.md#keys), [out](https://a.example/b.md)\n";
  expect(await findingsIn(namedTests, { ...there, "docs/security.md": page })).toEqual([]);
  expect(await findingsIn(namedTests, { ...there, "SECURITY.md": "[log](docs/log.md)\n" })).toEqual([]);
});

test("a file or a folder that is gone is found with its line", async () => {
  const page =
    "| a | `server/src/door.test.ts`, `server/src/gone.test.ts` |\n| b | `server/moved` |\n| c | `gone/`, `gone.json`, [log](../log.md) |\n";
  expect(await findingsIn(namedTests, { ...there, "docs/security.md": page, "SECURITY.md": "`docs/no.md` [no](docs/none.md)" })).toEqual([
    "SECURITY.md:1 names docs/no.md, which does not exist",
    "SECURITY.md:1 names docs/none.md, which does not exist",
    "docs/security.md:1 names server/src/gone.test.ts, which does not exist",
    "docs/security.md:2 names server/moved, which does not exist",
    "docs/security.md:3 names gone.json, which does not exist",
    "docs/security.md:3 names gone/, which does not exist",
    "docs/security.md:3 names log.md, which does not exist",
  ]);
});

test("what is no path of the project is not looked for", async () => {
  const page =
    "`GET /api/room`, `/patrol/`, `application/json`, `npm run demo`, `default-src 'none'`, `holds`, `AMALIYAT_ORIGIN`, `amaliyat/room`\n";
  expect(await findingsIn(namedTests, { ...there, "docs/security.md": page })).toEqual([]);
});

test("other pages may name what was there once", async () => {
  expect(await findingsIn(namedTests, { ...there, "docs/adr/0001-a.md": "`server/src/gone.ts`\n" })).toEqual([]);
});

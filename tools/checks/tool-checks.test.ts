import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../project/root.ts";
import { deadCode } from "./code/dead-code.ts";
import { findingsIn } from "./findings.ts";
import { format } from "./code/format.ts";
import { lint } from "./code/lint.ts";
import { findingsOfTsc, types } from "./code/types.ts";

const tsconfig = JSON.stringify({ compilerOptions: { strict: true, composite: true, rootDir: ".", outDir: ".build" }, include: ["*.ts"] });

test("a type that does not agree is found with its line", async () => {
  expect(await findingsIn(types, { "tsconfig.json": tsconfig, "a.ts": 'export const b = 1;\nexport const a: number = "1";\n' })).toEqual([
    "a.ts:2 TS2322: Type 'string' is not assignable to type 'number'.",
  ]);
  expect(await findingsIn(types, { "tsconfig.json": tsconfig, "a.ts": "export const a: number = 1;\n" })).toEqual([]);
});

test("a compiler that ends without a finding and without success is a crash", async () => {
  await expect(findingsIn(types, { "a.ts": "" })).rejects.toThrow(/tsc -b ended/u);
});

test("lines that continue a message of the compiler are not findings of their own", () => {
  expect(findingsOfTsc("a/b.ts(3,1): error TS1: x\n  Type 'y' is not z.\n")).toHaveLength(1);
});

test("the linter runs with the project's rules, those included that need types", async () => {
  const files = {
    ".oxlintrc.json": await readFile(join(ROOT, ".oxlintrc.json"), "utf8"),
    "tsconfig.json": tsconfig,
    "a.ts": "export function f(): void {\n  Promise.resolve(1);\n}\nexport const x: any = 1;\n",
  };
  const found = await findingsIn(lint, files);
  expect(found).toEqual([expect.stringContaining("no-floating-promises"), expect.stringContaining("no-explicit-any")]);
  expect(found[0]).toMatch(/^a\.ts:2 /u);
});

test("a file that is not formatted is found", async () => {
  expect(await findingsIn(format, { "a.ts": "export const   a = 1\n", "b.ts": "export const b = 1;\n" })).toEqual([
    "a.ts is not formatted",
  ]);
});

test("a file, an export and a dependency that nothing uses are found", async () => {
  const found = await findingsIn(deadCode, {
    "package.json": JSON.stringify({ name: "x", type: "module", dependencies: { "left-over": "1" } }),
    "knip.json": JSON.stringify({ entry: ["main.ts"], project: ["*.ts"] }),
    "main.ts": 'import { used } from "./a.ts";\nused();\n',
    "a.ts": "export const used = (): number => 1;\nexport const unused = 2;\n",
    "b.ts": "export const b = 1;\n",
  });
  expect(found).toEqual([
    "a.ts:2 unused is exported and used nowhere else",
    "b.ts b.ts is used by nothing",
    "package.json left-over is a dependency that nothing uses",
  ]);
});

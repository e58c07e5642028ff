import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeProject } from "../project/fixture.ts";
import { importRules } from "./import-rules.ts";

const fakePackage = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: "index.js", type: "module" }),
  [`node_modules/${name}/index.js`]: "export const it = 1;\n",
});

const BASE = {
  ...Object.assign({}, ...["zod", "kysely", "fastify", "react", "vitest"].map(fakePackage)),
  "domain/package.json": JSON.stringify({ name: "@amaliyat/domain", type: "module", exports: { "./*": "./*/index.ts" } }),
  "domain/kernel/index.ts": "export const kernel = 1;\n",
  "domain/identity/index.ts": 'export { kernel } from "../kernel/index.ts";\n',
  "domain/cameras/index.ts": 'export { kernel } from "../identity/index.ts";\n',
  "server/src/audit/index.ts": 'export { append } from "./append.ts";\n',
  "server/src/audit/append.ts": "export const append = 1;\n",
  "server/src/interventions/index.ts": 'export { append } from "../audit/index.ts";\n',
};

/** Names of the rules that a project of BASE and these files breaks. */
async function broken(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = await makeProject({ ...BASE, ...files });
  await mkdir(join(root, "node_modules", "@amaliyat"), { recursive: true });
  await symlink("../../domain", join(root, "node_modules", "@amaliyat", "domain"));
  const findings = await importRules.run(root);
  return [...new Set(findings.map(({ message }) => /\(([\w-]+)\)$/u.exec(message)?.[1] ?? message))].toSorted();
}

test("a project that follows the table has no finding", async () => {
  expect(await broken({})).toEqual([]);
});

const forbidden: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ["domain imports a package", { "domain/identity/a.ts": 'import { it } from "zod";\nexport const a = it;\n' }, ["domain-identity"]],
  ["domain imports Node", { "domain/identity/a.ts": 'import { join } from "node:path";\nexport const a = join;\n' }, ["domain-identity"]],
  [
    "domain imports a type of a package",
    { "domain/identity/a.ts": 'import type { it } from "zod";\nexport type A = typeof it;\n' },
    ["domain-identity"],
  ],
  [
    "a feature imports one above it",
    { "domain/identity/a.ts": 'import { kernel } from "../cameras/index.ts";\nexport const a = kernel;\n' },
    ["domain-identity"],
  ],
  [
    "a feature of the domain that no rule knows",
    { "domain/weather/index.ts": 'export { kernel } from "../kernel/index.ts";\n' },
    ["unknown-domain-feature"],
  ],
  ["contract imports a library", { "contract/room/index.ts": 'import { it } from "kysely";\nexport const a = it;\n' }, ["contract"]],
  [
    "ui imports the domain",
    { "ui/src/a/index.ts": 'import { kernel } from "@amaliyat/domain/kernel";\nexport const a = kernel;\n' },
    ["ui"],
  ],
  [
    "console imports the server",
    { "console/src/a.ts": 'import { append } from "../../server/src/audit/index.ts";\nexport const a = append;\n' },
    ["console"],
  ],
  [
    "console imports another page",
    { "console/src/a.ts": 'import { b } from "../../patrol/src/b.ts";\nexport const a = b;\n', "patrol/src/b.ts": "export const b = 1;\n" },
    ["console"],
  ],
  [
    "simulator imports the server",
    { "simulator/src/a.ts": 'import { append } from "../../server/src/audit/index.ts";\nexport const a = append;\n' },
    ["simulator"],
  ],
  [
    "platform imports a feature",
    { "server/src/platform/a.ts": 'import { append } from "../audit/index.ts";\nexport const a = append;\n' },
    ["platform", "server-doors"],
  ],
  [
    "a feature enters another past its door",
    { "server/src/interventions/a.ts": 'import { append } from "../audit/append.ts";\nexport const a = append;\n' },
    ["server-interventions"],
  ],
  [
    "audit imports a feature",
    { "server/src/audit/a.ts": 'import { append } from "../interventions/index.ts";\nexport const a = append;\n' },
    ["server-audit"],
  ],
  ["a use case sees tables", { "server/src/audit/a.ts": 'import { it } from "kysely";\nexport const a = it;\n' }, ["tables"]],
  ["a use case sees Fastify", { "server/src/audit/a.ts": 'import { it } from "fastify";\nexport const a = it;\n' }, ["fastify"]],
  [
    "two files need each other",
    {
      "domain/identity/a.ts": 'export { b } from "./b.ts";\n',
      "domain/identity/b.ts": 'export { b as a } from "./a.ts";\nexport const b = 1;\n',
    },
    ["no-cycle"],
  ],
  ["an import leads nowhere", { "tools/a.ts": 'export { b } from "./missing.ts";\n' }, ["resolvable", "tools"]],
];

test.each(forbidden)("%s", async (_, files, rules) => {
  expect(await broken(files)).toEqual(rules);
});

test("stores see tables, routes see Fastify, tests see vitest, and `using` is read", async () => {
  const allowed = {
    "server/src/audit/audit-store.ts":
      'import { it } from "kysely";\nexport async function a() {\n  await using b = { it, [Symbol.asyncDispose]: async () => {} };\n  return b;\n}\n',
    "server/src/audit/audit-routes.ts": 'import { it } from "fastify";\nexport const a = it;\n',
    "domain/identity/a.test.ts": 'import { it } from "vitest";\nit;\n',
  };
  expect(await broken(allowed)).toEqual([]);
});

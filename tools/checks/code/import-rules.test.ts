import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeProject } from "../../project/fixture.ts";
import { importRules } from "./import-rules.ts";

const fakePackage = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: "index.js", type: "module" }),
  [`node_modules/${name}/index.js`]: "export const it = 1;\n",
});

const BASE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["zod", "kysely", "fastify", "react", "vitest"].flatMap((name) => Object.entries(fakePackage(name)))),
  "domain/package.json": JSON.stringify({ name: "@amaliyat/domain", type: "module", exports: { "./*": "./*/index.ts" } }),
  "domain/kernel/index.ts": "export const it = 1;\n",
  "domain/identity/index.ts": 'export { it } from "../kernel/index.ts";\n',
  "domain/cameras/index.ts": 'export { it } from "../identity/index.ts";\n',
  "patrol/src/b.ts": "export const it = 1;\n",
  "server/src/main.ts": "export const it = 1;\n",
  "server/src/audit/index.ts": 'export { it } from "./append.ts";\n',
  "server/src/audit/append.ts": "export const it = 1;\n",
  "server/src/interventions/index.ts": 'export { it } from "../audit/index.ts";\n',
  "console/src/store/index.ts": 'export { it } from "./store.ts";\n',
  "console/src/store/store.ts": "export const it = 1;\n",
  "console/src/wall/index.ts": 'export { it } from "../store/index.ts";\n',
};

/** File → names of the rules that it breaks, in a project of BASE and these files, each with one import. */
async function broken(imports: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const files = Object.entries(imports).map(([file, from]) => [file, from.includes("\n") ? from : `export { it } from "${from}";\n`]);
  const root = await makeProject({ ...BASE, ...Object.fromEntries(files) });
  await mkdir(join(root, "node_modules", "@amaliyat"), { recursive: true });
  await symlink("../../domain", join(root, "node_modules", "@amaliyat", "domain"));
  const rules = new Map<string, Set<string>>();
  for (const { file, message } of await importRules.run(root, () => undefined)) {
    rules.set(file, (rules.get(file) ?? new Set()).add(/\(([\w-]+)\)$/u.exec(message)?.[1] ?? message));
  }
  return Object.fromEntries([...rules].map(([file, names]) => [file, [...names].toSorted()]));
}

test("what the table allows has no finding; `using` is read", async () => {
  const allowed = {
    "console/src/a.ts": "@amaliyat/domain/kernel",
    "console/src/wall/wall.test.ts": "../store/store.ts",
    "console/src/lists/screen.ts": 'import "./lists.css";\nexport const it = 1;\n',
    "console/src/lists/lists.css": ".a {\n}\n",
    "console/src/lines/screen.ts": 'import "../lists/lists.css";\nexport const it = 1;\n',
    "contract/room/index.ts": "zod",
    "ui/src/a/index.ts": "react",
    "server/src/audit/audit-store.ts": "kysely",
    "server/src/audit/audit-routes.ts": "fastify",
    "server/src/audit/a.ts": 'import { it } from "node:path";\nexport async function a() {\n  await using b = it();\n  return b;\n}\n',
    "domain/identity/a.test.ts": "vitest",
  };
  expect(await broken(allowed)).toEqual({});
});

test("everything else is an error", async () => {
  const imports = {
    "domain/identity/package.ts": "zod",
    "domain/identity/node.ts": "node:path",
    "domain/identity/type.ts": 'import type { it } from "zod";\nexport type A = typeof it;\n',
    "domain/identity/above.ts": "../cameras/index.ts",
    "domain/identity/inside.ts": "../kernel/it.ts",
    "domain/kernel/it.ts": "export const it = 1;\n",
    "domain/weather/index.ts": "../kernel/index.ts",
    "contract/room/library.ts": "kysely",
    "ui/src/a/domain.ts": "@amaliyat/domain/kernel",
    "console/src/server.ts": "../../server/src/audit/index.ts",
    "console/src/page.ts": "../../patrol/src/b.ts",
    "console/src/node.ts": "node:path",
    "console/src/a/index.ts": 'import "./a.css";\nexport const it = 1;\n',
    "console/src/a/a.css": ".a {\n}\n",
    "console/src/main.ts": "./store/store.ts",
    "console/src/bolos/past-the-door.ts": "../store/store.ts",
    "console/src/bolos/above.ts": "../wall/index.ts",
    "simulator/src/server.ts": "../../server/src/audit/index.ts",
    "simulator/src/clips.ts": "../render/picture.ts",
    "simulator/render/picture.ts": "@amaliyat/domain/kernel",
    "server/src/platform/feature.ts": "../audit/index.ts",
    "server/src/interventions/past-the-door.ts": "../audit/append.ts",
    "server/src/interventions/entry.ts": "../main.ts",
    "server/src/audit/feature.ts": "../interventions/index.ts",
    "server/src/audit/use-case.ts": "kysely",
    "server/src/audit/transport.ts": "fastify",
    "server/src/roles/api.ts": "../audit/append.ts",
    "server/src/weather/index.ts": "zod",
    "domain/cameras/one.ts": "./two.ts",
    "domain/cameras/two.ts": "./one.ts",
    "tools/nowhere.ts": "./missing.ts",
    "server/src/testing/room.ts": "../audit/append.ts",
    "server/src/audit/fake.ts": "../testing/room.ts",
    "domain/cameras/a.test.ts": "node:path",
  };
  expect(await broken(imports)).toEqual({
    "domain/identity/package.ts": ["domain-identity"],
    "domain/identity/node.ts": ["domain-identity"],
    "domain/identity/type.ts": ["domain-identity"],
    "domain/identity/above.ts": ["domain-identity", "no-folder-circle"],
    "domain/cameras/index.ts": ["no-folder-circle"],
    "domain/identity/inside.ts": ["domain-identity"],
    "domain/weather/index.ts": ["unknown-domain-feature"],
    "contract/room/library.ts": ["contract"],
    "ui/src/a/domain.ts": ["ui"],
    "console/src/server.ts": ["console"],
    "console/src/page.ts": ["console"],
    "console/src/node.ts": ["console"],
    "console/src/a/index.ts": ["doors-without-styles", "unknown-console-folder"],
    "console/src/main.ts": ["console-doors"],
    "console/src/bolos/past-the-door.ts": ["console-bolos"],
    "console/src/bolos/above.ts": ["console-bolos"],
    "simulator/src/server.ts": ["simulator"],
    "simulator/src/clips.ts": ["simulator"],
    "simulator/render/picture.ts": ["simulator-render"],
    "server/src/platform/feature.ts": ["platform"],
    "server/src/interventions/past-the-door.ts": ["server-interventions"],
    "server/src/interventions/entry.ts": ["main-is-the-top", "server-interventions"],
    "server/src/audit/feature.ts": ["no-folder-circle", "server-audit"],
    "server/src/interventions/index.ts": ["no-folder-circle"],
    "server/src/audit/use-case.ts": ["tables"],
    "server/src/audit/transport.ts": ["fastify"],
    "server/src/roles/api.ts": ["server-doors"],
    "server/src/weather/index.ts": ["unknown-server-feature"],
    "domain/cameras/one.ts": ["no-cycle"],
    "tools/nowhere.ts": ["resolvable", "tools"],
    "server/src/audit/fake.ts": ["server-audit", "testing-is-for-tests"],
    "domain/cameras/a.test.ts": ["domain-cameras-tests"],
  });
});

import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { makeProject } from "../project/fixture.ts";
import { ROOT } from "../project/root.ts";
import { openProgram, type Program } from "./program.ts";

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: "ESNext",
    module: "NodeNext",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  },
  include: ["src/**/*.ts"],
});
const HEAD = 'import { sql, type ColumnType, type RawBuilder, type Transaction } from "kysely";\ntype Tx = Transaction<unknown>;\n';

/** A program of server files by name, for one test; each begins with two lines of imports. */
export async function makeProgram(files: Readonly<Record<string, string>>): Promise<Program> {
  const named = Object.entries(files).map(([name, text]) => [`server/src/${name}`, HEAD + text] as const);
  const root = await makeProject({
    "server/tsconfig.json": tsconfig,
    "server/package.json": '{ "type": "module" }',
    ...Object.fromEntries(named),
  });
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
  return openProgram(root);
}

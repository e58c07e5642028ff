import { expect, test } from "vitest";
import { findingsIn } from "../findings.ts";
import { processAccess, tableAccess } from "./server-places.ts";

test("process is touched by entries only", async () => {
  const use = 'export const a = process.env["A"];\n';
  const found = await findingsIn(processAccess, {
    "server/src/main.ts": use,
    "server/src/audit/verify/verify-main.ts": use,
    "server/src/media/ingest-worker.ts": use,
    "server/src/audit/a.test.ts": use,
    "simulator/src/a.ts": use,
    "server/src/audit/a.ts": `// process\n${use}`,
    "server/src/audit/b.ts": 'import { pid } from "node:process";\nexport const b = pid;\n',
    "server/src/audit/c.ts": "export const c = globalThis.process;\n",
    "server/src/audit/d.ts": "export const d = { process: 1 };\nexport const e = d.process;\n",
  });
  expect(found).toEqual([
    "server/src/audit/a.ts:2 touches process",
    "server/src/audit/b.ts:1 touches process",
    "server/src/audit/c.ts:1 touches process",
  ]);
});

test("tables are reached by stores, queries and the platform only", async () => {
  const access = 'export const a = (db) => db.selectFrom("users");\nexport const b = (sql) => sql<{ a: string }>`select 1`;\n';
  const found = await findingsIn(tableAccess, {
    "server/src/identity/rows/identity-store.ts": access,
    "server/src/identity/rows/identity-queries.ts": access,
    "server/src/platform/live/hub.ts": access,
    "server/src/identity/entry/sign-in.ts": access,
  });
  expect(found).toEqual([
    "server/src/identity/entry/sign-in.ts:1 reaches tables (selectFrom)",
    "server/src/identity/entry/sign-in.ts:2 reaches tables (sql<{ a: str)",
  ]);
});

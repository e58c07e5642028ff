import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { pureTests, testsOf } from "./chosen-tests.ts";
import { readImportGraph } from "./import-graph.ts";

const FILES = {
  "domain/kernel/index.ts": 'export * from "./result.ts";\n',
  "domain/kernel/result.ts": "export const ok = 1;\n",
  "domain/kernel/result.test.ts": 'import { ok } from "./result.ts";\n',
  "server/src/testing/room.ts": 'import { use } from "../use.ts";\n',
  "server/src/use.ts": 'import { ok } from "@amaliyat/domain/kernel";\nimport type { Room } from "./testing/room.ts";\n',
  "server/src/use.test.ts": 'import { use } from "./use.ts";\n',
  "server/src/room.test.ts": 'import { startRoom } from "./testing/room.ts";\n',
  "server/src/worker.test.ts": 'const worker = new URL("./worker.ts", import.meta.url);\n',
  "server/src/worker.ts": 'const { spawn } = await import("node:child_process");\n',
  "e2e/journeys/01.spec.ts": 'import { expect } from "../steps.ts";\n',
  "e2e/steps.ts": "export const expect = 1;\n",
};

async function madeTree(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "graph-"));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test("a pure test reaches no room and no program; an import of types alone does not count", async () => {
  await using tree = await madeTree();
  expect(pureTests(await readImportGraph(tree.path))).toEqual(["domain/kernel/result.test.ts", "server/src/use.test.ts"]);
});

test("a change chooses the tests that reach it, by doors of other workspaces too", async () => {
  await using tree = await madeTree();
  const graph = await readImportGraph(tree.path);
  expect(testsOf(graph, ["domain/kernel/result.ts"]).unit).toEqual([
    "domain/kernel/result.test.ts",
    "server/src/room.test.ts",
    "server/src/use.test.ts",
  ]);
  expect(testsOf(graph, ["server/src/worker.ts"])).toEqual({ unit: ["server/src/worker.test.ts"], journeys: [] });
  expect(testsOf(graph, ["e2e/steps.ts"])).toEqual({ unit: [], journeys: ["e2e/journeys/01.spec.ts"] });
});

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { FolderTaken, lockFolder } from "../../platform/folder-lock.ts";
import { makeLog } from "../../platform/log.ts";
import { startEdge } from "./start-edge.ts";

test("one process watches the lines of a folder: another is refused before it starts anything there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lines-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  using held = await lockFolder(folder, "lines");
  expect(held).toBeDefined();
  await expect(startEdge({ folder, log: makeLog("silent") })).rejects.toThrow(FolderTaken);
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(["locks", "locks/lines.lock", "locks/lines.owner"]);
});

import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ensurePrivateFolder } from "./private-folder.ts";

const base = await mkdtemp(join(tmpdir(), "amaliyat-own-"));
afterAll(() => rm(base, { recursive: true }));
const modeOf = async (path: string) => (await stat(path)).mode & 0o7777;

it("makes a folder for its own user alone, and closes one that was open", async () => {
  const [made, open, shared] = ["made/deep", "open", "shared"].map((name) => join(base, name)) as [string, string, string];
  await ensurePrivateFolder(made);
  expect(await modeOf(made)).toBe(0o700);
  await ensurePrivateFolder(open);
  await chmod(open, 0o755);
  await ensurePrivateFolder(open);
  expect(await modeOf(open)).toBe(0o700);
  await ensurePrivateFolder(shared);
  await chmod(shared, 0o1777);
  await ensurePrivateFolder(shared);
  expect(await modeOf(shared)).toBe(0o1777);
});

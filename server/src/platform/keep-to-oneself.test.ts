import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { keepToOneself } from "./keep-to-oneself.ts";

const base = await mkdtemp(join(tmpdir(), "amaliyat-own-"));
afterAll(() => rm(base, { recursive: true }));
const modeOf = async (path: string) => (await stat(path)).mode & 0o7777;

it("makes a folder for its own user alone, and closes one that was open", async () => {
  const [made, open, shared] = ["made/deep", "open", "shared"].map((name) => join(base, name)) as [string, string, string];
  await keepToOneself(made);
  expect(await modeOf(made)).toBe(0o700);
  await keepToOneself(open);
  await chmod(open, 0o755);
  await keepToOneself(open);
  expect(await modeOf(open)).toBe(0o700);
  await keepToOneself(shared);
  await chmod(shared, 0o1777);
  await keepToOneself(shared);
  expect(await modeOf(shared)).toBe(0o1777);
});

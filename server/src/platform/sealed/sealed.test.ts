import { randomBytes, randomUUID } from "node:crypto";
import { copyFile, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CHUNK } from "./sealed-file.ts";
import { SealedFolder, unlessDamaged } from "./index.ts";

let root: string;
let folder: SealedFolder;
const key = randomBytes(32);
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "amaliyat-sealed-"));
  folder = new SealedFolder(join(root, "sealed"), key);
});
afterAll(() => rm(root, { recursive: true }));

async function sealBytes(bytes: Buffer): Promise<{ name: string; path: string }> {
  const name = `${randomUUID()}.original`;
  await writeFile(join(root, "plain"), bytes);
  const file = await open(join(root, "plain"), "r");
  await folder.write(name, file);
  await file.close();
  return { name, path: join(root, "sealed", name.slice(0, 2), name) };
}

/** All bytes, or those of a range; null where the file is gone or changed. */
const read = (name: string, range?: [number, number], from = folder) =>
  unlessDamaged(async () => {
    await using file = await from.open(name);
    if (file === null) return null;
    const parts: Buffer[] = [];
    for await (const part of file.read(...(range ?? []))) parts.push(part);
    return Buffer.concat(parts);
  });

it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])("gives %i bytes back, and any part of them", async (size) => {
  const bytes = randomBytes(size);
  const { name, path } = await sealBytes(bytes);
  expect((await read(name))?.equals(bytes)).toBe(true);
  if (size > 40) expect((await readFile(path)).includes(bytes.subarray(0, 40))).toBe(false);
  for (const [from, to] of [
    [0, 0],
    [CHUNK - 1, CHUNK],
    [5, 2 * CHUNK + 5],
    [size - 3, size - 1],
  ] as const)
    if (from >= 0 && to < size) expect((await read(name, [from, to]))?.equals(bytes.subarray(from, to + 1)), `${from} to ${to}`).toBe(true);
});

it("refuses a flipped bit anywhere, a cut, two chunks exchanged, another file's bytes and another key", async () => {
  const { name, path } = await sealBytes(randomBytes(2 * CHUNK + 100));
  const sealed = await readFile(path);
  const chunk = CHUNK + 16;
  for (const at of [0, 10, 30, 31, 32, 32 + CHUNK, 32 + chunk + 5, sealed.length - 1]) {
    const flipped = Buffer.from(sealed);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await writeFile(path, flipped);
    expect(await read(name), `bit at ${at}`).toBeNull();
  }
  await writeFile(
    path,
    Buffer.concat([
      sealed.subarray(0, 32),
      sealed.subarray(32 + chunk, 32 + 2 * chunk),
      sealed.subarray(32, 32 + chunk),
      sealed.subarray(32 + 2 * chunk),
    ]),
  );
  expect(await read(name)).toBeNull();
  await writeFile(path, sealed);
  await truncate(path, 32 + 2 * chunk);
  expect(await read(name)).toBeNull();
  const other = await sealBytes(Buffer.from("other"));
  await copyFile(other.path, path);
  expect(await read(name)).toBeNull();
  expect(await read(other.name, undefined, new SealedFolder(join(root, "sealed"), randomBytes(32)))).toBeNull();
  expect((await read(other.name))?.toString()).toBe("other");
});

it("is gone with everything under its id, and what was never there is null", async () => {
  const { name, path } = await sealBytes(Buffer.from("one"));
  await folder.drop(name.slice(0, 36));
  expect(await read(name)).toBeNull();
  expect(await readdir(join(path, ".."))).not.toContain(name);
  await expect(folder.open("../../etc/passwd")).rejects.toThrow(/name/);
});

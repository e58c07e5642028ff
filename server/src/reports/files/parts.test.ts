import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { beforeEach, expect, it } from "vitest";
import { Parts } from "./parts.ts";

let folder: string;
let parts: Parts;
const key = randomBytes(32);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-parts-"));
  parts = new Parts(folder, key);
});

const add = (fileId: string, bytes: Buffer, offset: number) => parts.add(fileId, Readable.from([bytes]), offset);

async function whole(fileId: string, step = 1_000): Promise<Buffer> {
  await using part = await parts.open(fileId);
  if (part === null) throw new Error("no part");
  const into = Buffer.alloc((await part.stat()).size);
  for (let at = 0; at < into.length; at += step) await part.read(into, at, Math.min(step, into.length - at), at);
  return into;
}

it("gives back what came in pieces of any length, and has nothing of it in plain on the disk", async () => {
  const [fileId, bytes] = [randomUUID(), randomBytes(50_021)];
  await parts.begin(fileId);
  for (let at = 0; at < bytes.length;) {
    const length = 1 + Math.floor(Math.random() * 3_000);
    expect(await add(fileId, bytes.subarray(at, at + length), at)).toBe(Math.min(length, bytes.length - at));
    at += length;
    expect(await parts.sizeOf(fileId)).toBe(Math.min(at, bytes.length));
  }
  expect((await whole(fileId)).equals(bytes)).toBe(true);
  expect((await whole(fileId, 4_096)).equals(bytes)).toBe(true);
  const onDisk = await readFile(join(folder, fileId));
  for (let at = 0; at + 16 < bytes.length; at += 997) expect(onDisk.includes(bytes.subarray(at, at + 16))).toBe(false);
});

it("is begun once, and of the same bytes begun anew no two parts are alike", async () => {
  const [fileId, bytes] = [randomUUID(), randomBytes(2_000)];
  await parts.begin(fileId);
  await expect(parts.begin(fileId)).rejects.toThrow("EEXIST");
  await add(fileId, bytes, 0);
  const first = await readFile(join(folder, fileId));
  await parts.drop(fileId);
  expect([await parts.sizeOf(fileId), await parts.open(fileId)]).toEqual([null, null]);
  await parts.begin(fileId);
  await add(fileId, bytes, 0);
  expect((await readFile(join(folder, fileId))).subarray(-2_000).equals(first.subarray(-2_000))).toBe(false);
});

it("encrypts parts of before where they lie, and goes on from them", async () => {
  const [fileId, bytes] = [randomUUID(), randomBytes(9_001)];
  await writeFile(join(folder, fileId), bytes.subarray(0, 4_000));
  await writeFile(join(folder, `${randomUUID()}.sealing`), "half of a start that was cut off");
  expect([await parts.sealOld(), await parts.sealOld()]).toEqual([1, 0]);
  expect(await readdir(folder)).toEqual([fileId]);
  expect(await parts.sizeOf(fileId)).toBe(4_000);
  await add(fileId, bytes.subarray(4_000), 4_000);
  expect((await whole(fileId)).equals(bytes)).toBe(true);
  expect((await readFile(join(folder, fileId))).includes(bytes.subarray(0, 64))).toBe(false);
});

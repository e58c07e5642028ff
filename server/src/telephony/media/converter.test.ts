import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeConverter } from "./converter.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-converter-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("makes sound files one after the other in its thread; one that cannot be made keeps no other", async () => {
  await using converter = makeConverter();
  const [first, second] = [join(folder, "first.wav"), join(folder, "second.wav")];
  const none = converter.convert([], first, []);
  const missing = converter.convert([join(folder, "missing.pcap")], join(folder, "never.wav"), []);
  const after = converter.convert([], second, []);
  await expect(missing).rejects.toThrow("ENOENT");
  expect(await Promise.all([none, after])).toEqual([
    { seconds: 0, lost: 0, beganAt: null },
    { seconds: 0, lost: 0, beganAt: null },
  ]);
  for (const file of [first, second]) expect((await readFile(file)).toString("latin1", 0, 4)).toBe("RIFF");
});

test("what waits fails when the room ends", async () => {
  const converter = makeConverter();
  const waits = converter.convert([], join(folder, "late.wav"), []);
  waits.catch(() => undefined);
  await converter[Symbol.asyncDispose]();
  await expect(waits).rejects.toThrow("the room ends");
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
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

/** A thread that falls by work whose file has "falls N" in its name, N times. */
const FALLING = `
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ id, wav }) => {
  const times = Number(/falls (\\d+)/.exec(wav)?.[1] ?? 0);
  const fell = existsSync(wav) ? readFileSync(wav).length : 0;
  if (fell < times) {
    appendFileSync(wav, "x");
    if (wav.includes("quietly")) process.exit(1);
    throw new Error("no memory");
  }
  parentPort.postMessage({ id, made: { seconds: fell, lost: 0, beganAt: null } });
});`;

test("a thread that falls is started anew and its work done again, once; what waited behind it is done as well", async () => {
  const thread = join(folder, "thread.mjs");
  await writeFile(thread, FALLING);
  await using converter = makeConverter(pathToFileURL(thread));
  const asked = ["falls 1", "none", "falls 9", "falls 1 quietly", "last"].map((name) => converter.convert([], join(folder, name), []));
  const done = await Promise.allSettled(asked);
  expect(done.map((each) => (each.status === "fulfilled" ? each.value.seconds : String(each.reason)))).toEqual([
    1,
    0,
    "Error: the thread that makes sound files fell: no memory",
    1,
    0,
  ]);
});

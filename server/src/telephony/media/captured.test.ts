import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { capturedFiles, recordingsIn, setAside } from "./captured.ts";

test("what is set aside is never written over, and belongs to the recording of its life of the media server", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-captured-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const pcaps = join(folder, "pcaps");
  await mkdir(pcaps);
  const [first, second] = ["ffffffffffffffff", "0000000000000000"];
  let at = 1_000;
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(join(pcaps, name), text);
    await utimes(join(pcaps, name), at, at++);
  };
  await write(`other-${first}.pcap`, "another call");
  for (const text of ["one", "two", "three"]) {
    await write(`call-${first}.pcap`, text);
    await setAside(folder, "call");
  }
  await write(`call-${second}.pcap`, "four");
  const files = await capturedFiles(folder, "call");
  const read = (paths: readonly string[]): Promise<string[]> => Promise.all(paths.map((path) => readFile(path, "utf8")));
  expect(await read(files)).toEqual(["one", "two", "three", "four"]);
  expect(await Promise.all(recordingsIn(files).map(read))).toEqual([["one", "two", "three"], ["four"]]);
  expect((await capturedFiles(folder, "other")).map((path) => basename(path))).toEqual([`other-${first}.pcap`]);
});

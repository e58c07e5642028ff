import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { capturedFiles, decodedFile, isDecoded, recordingsIn, setAside } from "./captured.ts";

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
    const decoded = (await decodedFile(folder, "call")) ?? "";
    await write(basename(decoded), `what ${text} said`);
    await setAside(folder, "call");
  }
  expect(await decodedFile(folder, "call")).toBeNull();
  await write(`call-${second}.pcap`, "four");
  const files = await capturedFiles(folder, "call");
  const read = (paths: readonly string[]): Promise<string[]> => Promise.all(paths.map((path) => readFile(path, "utf8")));
  const [kept, decoded] = [files.filter((file) => !isDecoded(file)), files.filter(isDecoded)];
  expect(await read(kept)).toEqual(["one", "two", "three", "four"]);
  expect(await read(decoded)).toEqual(["what one said", "what two said", "what three said"]);
  expect(await Promise.all(recordingsIn(kept).map(read))).toEqual([["one", "two", "three"], ["four"]]);
  expect(recordingsIn(files).map(({ length }) => length)).toEqual([6, 1]);
  expect((await capturedFiles(folder, "other")).map((path) => basename(path))).toEqual([`other-${first}.pcap`]);
});

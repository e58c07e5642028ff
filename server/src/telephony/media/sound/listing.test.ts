import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namesIn } from "./listing.ts";

test("whoever asks finds what was there when it asked, also beside many others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-listing-"));
  try {
    const missed: string[] = [];
    const asked: Promise<void>[] = [];
    for (let nth = 0; nth < 200; nth++) {
      const name = `${nth}.pcap`;
      await writeFile(join(folder, name), "");
      asked.push(namesIn(folder).then((names) => void (names.includes(name) || missed.push(name))));
    }
    await Promise.all(asked);
    expect(missed).toEqual([]);
    const [one, other] = [namesIn(folder), namesIn(folder)];
    expect(await one).toBe(await other);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a folder that is not there has no names", async () => {
  const folder = join(tmpdir(), `amaliyat-listing-${process.pid}`);
  expect(await namesIn(folder)).toEqual([]);
});

test("a folder that cannot be read for a moment is an error, not a folder without names, and is read again", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "amaliyat-listing-")), "pcaps");
  try {
    await writeFile(folder, "");
    await expect(namesIn(folder)).rejects.toThrow("ENOTDIR");
    await rm(folder);
    await mkdir(folder);
    await writeFile(join(folder, "one.pcap"), "");
    expect(await namesIn(folder)).toEqual(["one.pcap"]);
  } finally {
    await rm(join(folder, ".."), { recursive: true });
  }
});

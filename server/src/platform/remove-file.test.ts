import { existsSync } from "node:fs";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeFile } from "./remove-file.ts";

test("a file is removed, one that is gone is well, and one that cannot be removed is an error", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-remove-"));
  try {
    const file = join(folder, "one.pcap");
    await writeFile(file, "");
    await removeFile(file);
    expect(existsSync(file)).toBe(false);
    await removeFile(file);
    await mkdir(file);
    await expect(removeFile(file)).rejects.toThrow(/EISDIR|EPERM/u);
  } finally {
    await rm(folder, { recursive: true });
  }
});

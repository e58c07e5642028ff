import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDecoder, type Decoder, type Wanted } from "./index.ts";
import { sniff, SNIFF_BYTES } from "./sniff.ts";

/** Files that broke decoders elsewhere, files of many telephones and cameras, and files that are no such thing; kept outside the project. */
const FOLDER = fileURLToPath(new URL("../../../../../shared/assets/uploads", import.meta.url));
const MIB = 1024 * 1024;
/** A test of every day opens each so many; `AMALIYAT_UPLOADS=all` opens all of them. */
const EVERY = process.env["AMALIYAT_UPLOADS"] === "all" ? 1 : 6;
const CAUSES = ["wrong_type", "too_many_pixels", "too_long", "broken", "took_too_much"];

let work: string;
let decoder: Decoder;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "amaliyat-uploads-"));
  decoder = openDecoder({ folder: work, turn: 0 }, { pixels: 60_000_000, filmPixels: 9_000_000, seconds: { film: 180, voice: 300 } });
});
afterAll(() => rm(work, { recursive: true }));

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** What a file is announced as by a phone that knows no better than its first bytes. */
async function announcedAs(path: string): Promise<Wanted> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES));
  const found = sniff(buffer.subarray(0, bytesRead));
  if (found === null || found.is === "still") return "picture";
  return ["mov", "matroska", "avi"].includes(found.demuxer) ? "film" : "voice";
}

it.runIf(existsSync(FOLDER))("takes each file safely or refuses it with a cause, and grows by none", { timeout: 3_600_000 }, async () => {
  const files = (await filesOf(FOLDER)).filter((_, nth) => nth % EVERY === 0);
  expect(files.length).toBeGreaterThan(0);
  const before = process.memoryUsage.rss();
  for (const path of files) {
    await using file = await open(path);
    await using opened = decoder.forOneAuthor();
    const decoded = await opened.decode(await announcedAs(path), file);
    if (decoded.kind === "none") expect(CAUSES, path).toContain(decoded.cause);
    else await Promise.all([decoded.copies.whole.close(), decoded.copies.small?.close()]);
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(256 * MIB);
});

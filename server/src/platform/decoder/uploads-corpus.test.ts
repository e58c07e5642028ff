import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDecoder, type Decoder, type Wanted } from "./index.ts";
import { sniff, SNIFF_BYTES } from "./sniff.ts";
import { takenBy } from "./bounds/taken-by.ts";

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

/** Kind that a phone announces if it knows only the first bytes. */
async function announcedAs(path: string): Promise<Wanted> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES));
  const found = sniff(buffer.subarray(0, bytesRead));
  if (found === null || found.is === "still") return "picture";
  return ["mov", "matroska", "avi"].includes(found.demuxer) ? "film" : "voice";
}

/** The most that is held while a work lasts, in bytes: by this process beyond what it held before, and by all that it starts. */
async function peaksOf(work: () => Promise<void>): Promise<{ own: number; below: number }> {
  const before = process.memoryUsage.rss();
  let [own, below] = [0, 0];
  const look = async (): Promise<void> => {
    const [held, all] = [process.memoryUsage.rss(), (await takenBy(process.pid)).memory];
    [own, below] = [Math.max(own, held - before), Math.max(below, all - held)];
  };
  const looking = setInterval(() => void look(), 50);
  try {
    await work();
  } finally {
    clearInterval(looking);
  }
  return { own, below };
}

it.runIf(existsSync(FOLDER))(
  "takes each file safely or refuses it with a cause, and neither this process nor its decoders grow past their bounds",
  { timeout: 3_600_000 },
  async ({ annotate }) => {
    const files = (await filesOf(FOLDER)).filter((_, nth) => nth % EVERY === 0);
    expect(files.length).toBeGreaterThan(0);
    const counts = new Map<string, number>();
    const { own, below } = await peaksOf(async () => {
      for (const path of files) {
        await using file = await open(path);
        await using opened = decoder.forOneAuthor();
        const decoded = await opened.decode(await announcedAs(path), file);
        const outcome = decoded.kind === "none" ? decoded.cause : decoded.kind;
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        if (decoded.kind === "none") expect(CAUSES, path).toContain(decoded.cause);
        else await Promise.all([decoded.copies.whole.close(), decoded.copies.small?.close()]);
      }
    });
    await annotate(`${files.length} files, ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}`);
    await annotate(`at most ${Math.round(own / MIB)} MiB more here, ${Math.round(below / MIB)} MiB in decoders`);
    expect(own).toBeLessThan(256 * MIB);
    // One decoder at a time, its cap of 640 MiB, and what it takes between two looks.
    expect(below).toBeLessThan(800 * MIB);
  },
);

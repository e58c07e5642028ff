import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openAt } from "./take.ts";

const FOLDER = join(import.meta.dirname, "kept");
const FILE = join(FOLDER, "letters.txt");

/** Fingerprint of how this machine sets letters: the major version of Chromium, and a hash of the sizes of some texts in all fonts. */
export async function lettersHere(page: Page, url: string): Promise<string> {
  await openAt(page, `${url}/parts`);
  const sizes = await page.evaluate(() => pictures.specimen());
  const chromium = page.context().browser()?.version().split(".")[0] ?? "";
  return `chromium ${chromium}, fonts ${createHash("sha256").update(sizes.join(" ")).digest("hex").slice(0, 16)}`;
}

/** Fingerprint of the machine that made the kept pictures; null if there are none. */
export const lettersKept = async (): Promise<string | null> => (await readFile(FILE, "utf8").catch(() => null))?.trim() ?? null;

export async function keepLetters(letters: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(FILE, `${letters}\n`);
}

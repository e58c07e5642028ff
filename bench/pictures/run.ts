import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startChromium } from "../browser/chromium.ts";
import { interrupted } from "../harness/ending.ts";
import { say } from "../harness/say.ts";
import { checkWords } from "./asked.ts";
import { isDifferent } from "./compare.ts";
import type { Fault } from "./page-side.ts";
import { keepLetters, lettersHere, lettersKept } from "./letters.ts";
import { serveConsole } from "./served-console.ts";
import { pngOf, Sheet, small } from "./sheet.ts";
import { LANGUAGES, nameOf, tasksOf, type Task, type Wanted } from "./shots.ts";
import { newPage, partsOf, take, type Taken } from "./take.ts";

export type Seen = Fault & { readonly picture: string };
export type Found = {
  readonly pictures: number;
  /** False on a machine that sets letters otherwise than the one that made the kept pictures: nothing is compared there. */
  readonly isCompared: boolean;
  readonly different: readonly string[];
  readonly faults: readonly Seen[];
};

/** Arguments of Chromium with which two machines draw the same: software drawing, no hinting, one colour space. */
const STEADY = [
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--hide-scrollbars",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Compares a picture with the kept one. Returns its name if they differ. */
async function judge(task: Task, { shot, png }: Taken, sheet: Sheet, wanted: Wanted, isCompared: boolean): Promise<string | null> {
  if (png === null) return null;
  const name = nameOf(task, shot);
  const now = await small(png, shot);
  const kept = sheet.get(shot);
  const isOther = isCompared && (kept === null || isDifferent(kept, now));
  if (wanted.isRenewed) sheet.put(shot, now);
  if (wanted.isAllWritten || (isOther && !wanted.isRenewed)) {
    await mkdir(wanted.folder, { recursive: true });
    await writeFile(join(wanted.folder, `${name}.now.png`), png);
    if (isOther && kept !== null) await writeFile(join(wanted.folder, `${name}.kept.png`), await pngOf(kept));
  }
  return isOther ? name : null;
}

/** True if this machine sets letters as the kept pictures show them. A renewal of all pictures keeps its own way. */
async function hasSameLetters(here: string, { languages, words, isWanted, isRenewed }: Wanted): Promise<boolean> {
  const kept = await lettersKept();
  if (kept === here) return true;
  say(`nothing is compared: this machine sets letters otherwise (${here}) than the kept pictures (${kept ?? "none"})`);
  if (!isRenewed) return false;
  if (words.length > 0 || languages.length < LANGUAGES.length || isWanted !== undefined)
    throw new Error("letters are set otherwise here: renew all pictures, or none (npm run pictures -- --renew)");
  await keepLetters(here);
  return false;
}

/**
 * Makes the wanted pictures, compares each with the kept one, and lists the faults of the pages. Throws `WrongAsked` if a word chooses no
 * part, and the cause of an interruption within seconds of it.
 */
export async function takeAll(wanted: Wanted): Promise<Found> {
  await using served = await serveConsole();
  interrupted.throwIfAborted();
  await using chromium = await startChromium(STEADY);
  // Closes the browser: what waits in its pages rejects.
  const close = (): void => void chromium.browser.close();
  interrupted.addEventListener("abort", close, { once: true });
  interrupted.throwIfAborted();
  const first = await newPage(chromium.browser);
  const parts = await partsOf(first, served.url);
  checkWords(parts, wanted.words);
  const isCompared = await hasSameLetters(await lettersHere(first, served.url), wanted);
  const isDrawn = isCompared || wanted.isRenewed || wanted.isAllWritten;
  const tasks = [...tasksOf(parts, wanted.languages, wanted.words, wanted.isWanted)];
  const total = tasks.length;
  let pictures = 0;
  const different: string[] = [];
  const faults: Seen[] = [];
  const work = async (page: typeof first): Promise<void> => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const sheet = await Sheet.read(task);
      for await (const taken of take(page, served.url, task, isDrawn)) {
        interrupted.throwIfAborted();
        pictures++;
        const name = await judge(task, taken, sheet, wanted, isCompared);
        if (name !== null) different.push(name);
        const seen = taken.faults.map((fault) => ({ ...fault, picture: nameOf(task, taken.shot) }));
        for (const { picture, rule, place } of seen) say(`${picture}: ${rule}: ${place}`);
        faults.push(...seen);
      }
      if (wanted.isRenewed) await sheet.write();
      say(`${task.part.name} ${task.language}: ${pictures} pictures, ${faults.length} faults, ${total - tasks.length} of ${total}`);
    }
  };
  const others = await Promise.all(Array.from({ length: wanted.pages - 1 }, () => newPage(chromium.browser)));
  await Promise.all([first, ...others].map(work));
  return { pictures, isCompared, different: different.toSorted(), faults };
}

/** Faults of the same rule at the same kind of element as one line, with their number and the first of them. */
export function faultLines(faults: readonly Seen[]): readonly string[] {
  const groups = Map.groupBy(
    faults,
    ({ rule, place, picture }) => `${picture.split(".")[0] ?? ""}: ${rule}: ${place.split(" «")[0] ?? ""}`,
  );
  return [...groups]
    .map(([line, all]) => `${line} (${all.length} times, first in ${all[0]?.picture ?? ""}: ${all[0]?.place ?? ""})`)
    .toSorted();
}

import { existsSync, realpathSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../harness/folders.ts";
import { isOfSample, LANGUAGES, type Part, type Wanted } from "./shots.ts";

export const USAGE = `npm run pictures -- [WORDS] [--renew] [--languages ar,fr,en] [--sample] [--folder DIR] [--all] [--pages N]
  Pictures of every screen, compared with the kept ones; words choose parts by their name (lines/board).
  --renew   keeps the pictures of this run    --all   writes every picture into the folder
  --sample  every part once, in Arabic, as npm test does`;

/** The command line asks for something that is not there. The message is one sentence for the person who typed it. */
export class WrongAsked extends Error {}

/** Reads the command line; null asks for the usage. Throws `WrongAsked`. */
export function readAsked(args: readonly string[]): Wanted | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const folder = resolve(values.folder);
  if (isInside(folder, ROOT)) throw new WrongAsked("--folder: choose one outside of the repository");
  const asked = values.languages.split(",");
  const unknown = asked.filter((one) => !LANGUAGES.some((language) => language === one));
  if (unknown.length > 0) throw new WrongAsked(`--languages: there is no «${unknown.join("», «")}»; there are ${LANGUAGES.join(", ")}`);
  if (!/^[1-9]\d?$/.test(values.pages)) throw new WrongAsked("--pages: expected a number from 1 to 99");
  return {
    languages: values.sample ? ["ar"] : LANGUAGES.filter((language) => asked.includes(language)),
    words: positionals,
    ...(values.sample && { isWanted: isOfSample }),
    isRenewed: values.renew,
    folder,
    isAllWritten: values.all,
    pages: Number(values.pages),
  };
}

/** The folder that a path leads to, links followed. A folder that is made later lies in the one that exists. */
const whole = (path: string): string => (existsSync(path) ? realpathSync(path) : join(whole(dirname(path)), relative(dirname(path), path)));

/** True for a folder itself and every one below it. */
function isInside(path: string, folder: string): boolean {
  const way = relative(whole(folder), whole(path));
  return way !== ".." && !way.startsWith(`..${sep}`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        renew: { type: "boolean", default: false },
        sample: { type: "boolean", default: false },
        all: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        languages: { type: "string", default: LANGUAGES.join(",") },
        folder: { type: "string", default: join(tmpdir(), "amaliyat-pictures") },
        pages: { type: "string", default: String(availableParallelism()) },
      },
    });
  } catch (cause) {
    throw new WrongAsked(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Throws `WrongAsked` if a word chooses no part: a run that compares nothing finds nothing different. */
export function checkWords(parts: readonly Part[], words: readonly string[]): void {
  const vain = words.filter((word) => !parts.some(({ name }) => name.includes(word)));
  if (vain.length === 0) return;
  const names = parts.map(({ name }) => name).toSorted();
  throw new WrongAsked(`no part has «${vain.join("», «")}» in its name; there are ${names.join(", ")}`);
}

import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endOnSignals } from "../harness/ending.ts";
import { ROOT } from "../harness/folders.ts";
import { faultLines, takeAll } from "./run.ts";
import { isOfSample, LANGUAGES } from "./shots.ts";

const USAGE = `npm run pictures -- [WORDS] [--renew] [--languages ar,fr,en] [--sample] [--folder DIR] [--all] [--pages N]
  Pictures of every screen, compared with the kept ones; words choose parts by their name (lines/board).
  --renew   keeps the pictures of this run    --all   writes every picture into the folder
  --sample  every part once, in Arabic, as npm test does`;

const { values, positionals } = parseArgs({
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

async function main(): Promise<number> {
  if (values.help) return (console.log(USAGE), 0);
  if (values.folder.startsWith(ROOT)) throw new Error("--folder: choose one outside of the repository");
  endOnSignals();
  const asked = values.sample ? ["ar"] : values.languages.split(",");
  const found = await takeAll({
    languages: LANGUAGES.filter((language) => asked.includes(language)),
    words: positionals,
    ...(values.sample && { isWanted: isOfSample }),
    isRenewed: values.renew,
    folder: values.folder,
    isAllWritten: values.all,
    pages: Number(values.pages),
  });
  const lines = faultLines(found.faults);
  for (const line of lines) console.log(line);
  const others = values.renew ? [] : found.different;
  for (const name of others) console.log(`${name} differs from the kept picture`);
  if (others.length > 0) console.log(`see ${values.folder}; if they are right: npm run pictures -- --renew`);
  const different = found.isCompared ? `${found.different.length} different` : "not compared";
  console.log(`${found.pictures} pictures, ${different}, ${lines.length} faults`);
  return others.length === 0 && lines.length === 0 ? 0 : 1;
}

process.exitCode = await main();

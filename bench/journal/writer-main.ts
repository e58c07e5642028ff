import { openJournal } from "../../server/src/platform/journal/index.ts";
import { openFileJournal } from "./file-journal.ts";

// Appends groups of three from some callers at once and says which were acknowledged, until it is killed.
const [subject, folder = "", callers = "4"] = process.argv.slice(2);
const journal = subject === "file" ? await openFileJournal(folder) : await openJournal(folder);
const write = async (caller: number): Promise<void> => {
  for (let n = 0; ; n++) {
    const group = `${process.pid}-${caller}-${n}`;
    await journal.append(
      "test",
      [0, 1, 2].map((part) => `${group}-${part}`),
    );
    process.stdout.write(`${group}\n`);
  }
};
await Promise.all(Array.from({ length: Number(callers) }, (_none, caller) => write(caller)));

import { openJournal } from "../journal.ts";

// Appends groups of three from several callers at once and says what was acknowledged, until it is killed.
const journal = await openJournal(process.argv[2] ?? "");
const callers = Number(process.argv[3] ?? "4");

async function write(caller: number): Promise<void> {
  for (let n = 0; ; n++) {
    const group = `${process.pid}-${caller}-${n}`;
    const place = await journal.append("test", [`${group}-0`, `${group}-1`, `${group}-2`]);
    process.stdout.write(`${place} ${group}\n`);
  }
}
await Promise.all(Array.from({ length: callers }, (_none, caller) => write(caller)));

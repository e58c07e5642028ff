import { endOnSignals, interrupted } from "../harness/ending.ts";
import { readAsked, USAGE, WrongAsked } from "./asked.ts";
import { faultLines, takeAll } from "./run.ts";

async function main(): Promise<number> {
  const wanted = readAsked(process.argv.slice(2));
  if (wanted === null) return (console.log(USAGE), 0);
  endOnSignals();
  const found = await takeAll(wanted);
  const lines = faultLines(found.faults);
  for (const line of lines) console.log(line);
  const others = wanted.isRenewed ? [] : found.different;
  for (const name of others) console.log(`${name} differs from the kept picture`);
  if (others.length > 0) console.log(`see ${wanted.folder}; if they are right: npm run pictures -- --renew`);
  const different = found.isCompared ? `${found.different.length} different` : "not compared";
  console.log(`${found.pictures} pictures, ${different}, ${lines.length} faults`);
  return others.length === 0 && lines.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (cause) {
  if (!(cause instanceof WrongAsked) && !interrupted.aborted) throw cause;
  console.error(cause instanceof WrongAsked ? `pictures: ${cause.message}` : "pictures: interrupted");
  process.exitCode = cause instanceof WrongAsked ? 2 : 130;
}

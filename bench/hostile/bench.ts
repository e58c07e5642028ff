<<<<<<< HEAD
import type { Options } from "../harness/options.ts";
import type { Row } from "../harness/row.ts";
import { importCase } from "./import.ts";

const PARTS: Readonly<Record<string, (quick: boolean) => Promise<Row[]>>> = { import: importCase };

/** Bounded attacks on a room of its own, on loopback. `--part` names one of them. */
export async function run({ quick, parts }: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of parts ?? Object.keys(PARTS)) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`hostile has the parts ${Object.keys(PARTS).join(", ")}, not ${name}`);
    rows.push(...(await part(quick)));
  }
  return rows;
}
=======
import type { Row } from "../harness/row.ts";
import { fullDisk } from "./full-disk.ts";

/** Bounded attacks on a room of the bench's own, on loopback. */
export const run = (): Promise<Row[]> => fullDisk();
>>>>>>> wt-disk

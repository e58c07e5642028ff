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

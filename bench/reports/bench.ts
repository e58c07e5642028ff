import type { Options } from "../harness/options.ts";
import type { Row } from "../harness/row.ts";
import { arrival } from "./arrival.ts";
import { chaos } from "./chaos.ts";

const PARTS: Readonly<Record<string, (quick: boolean) => Promise<Row[]>>> = { arrival, chaos };

/** Reports of citizens under load and over a bad link. `--part` names one of them; quickly, both would take longer than a minute. */
export async function run({ quick, parts }: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of parts ?? (quick ? ["arrival"] : Object.keys(PARTS))) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`reports has the parts ${Object.keys(PARTS).join(", ")}, not ${name}`);
    rows.push(...(await part(quick)));
  }
  return rows;
}

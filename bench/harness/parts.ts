import type { Options } from "./options.ts";
import type { Row } from "./row.ts";

/** Parts of a bench by the names that `--part` takes. */
export type Parts = Readonly<Record<string, (options: Options) => Promise<Row[]>>>;

/** Runs the parts that `--part` names, one after the other; without it the `usual` ones. Throws on a name that is none of the bench. */
export async function runParts(bench: string, parts: Parts, options: Options, usual = Object.keys(parts)): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of options.parts ?? usual) {
    const part = parts[name];
    if (part === undefined) throw new Error(`${bench} has the parts ${Object.keys(parts).join(", ")}, not ${name}`);
    rows.push(...(await part(options)));
  }
  return rows;
}

import type { Options } from "../harness/options.ts";
import type { Row } from "../harness/row.ts";
import { events } from "./events.ts";
import { history } from "./history.ts";
import { memory } from "./memory.ts";

const PARTS: Readonly<Record<string, (options: Options) => Promise<Row[]>>> = {
  events: ({ quick }) => events(quick),
  history: ({ quick }) => history(quick),
  memory: ({ quick, minutes }) => memory(quick, minutes),
};

/** The room under load: live events, a long history, memory. `--part` names some of them. */
export async function run(options: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of options.parts ?? Object.keys(PARTS)) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`room has the parts ${Object.keys(PARTS).join(", ")}, not ${name}`);
    rows.push(...(await part(options)));
  }
  return rows;
}

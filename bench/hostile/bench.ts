import type { Options } from "../harness/options.ts";
import type { Row } from "../harness/row.ts";
import { administrator } from "./administrator.ts";
import { databaseOwner } from "./database-owner.ts";
import { flood } from "./flood.ts";
import { fullDisk } from "./full-disk.ts";
import { importCase } from "./import.ts";
import { brokenInvites } from "./invites.ts";
import { lockOut } from "./lock-out.ts";
import { slowestExpression } from "./regex.ts";

/** Duration of the flood in seconds. `--minutes 10` gives the full measure; a quick run lasts a third of a minute. */
const floodSeconds = ({ quick, minutes }: Options): number => (minutes === null ? (quick ? 21 : 60) : minutes * 60);

const PARTS: Readonly<Record<string, (options: Options) => Promise<Row[]>>> = {
  regex: slowestExpression,
  import: ({ quick }) => importCase(quick),
  "full-disk": fullDisk,
  flood: (options) => flood({ seconds: floodSeconds(options) }),
  "database-owner": databaseOwner,
  administrator: ({ quick }) => administrator(quick),
  "lock-out": lockOut,
  invites: brokenInvites,
};

/** Bounded attacks on a room of its own, on loopback. `--part` names those that are run. */
export async function run(options: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of options.parts ?? Object.keys(PARTS)) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`hostile has the parts ${Object.keys(PARTS).join(", ")}, not ${name}`);
    rows.push(...(await part(options)));
  }
  return rows;
}

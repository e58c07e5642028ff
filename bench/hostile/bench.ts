import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Options } from "../harness/options.ts";
import { runParts, type Parts } from "../harness/parts.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { administrator } from "./administrator.ts";
import { databaseOwner } from "./database-owner.ts";
import { flood } from "./flood.ts";
import { fullDisk } from "./full-disk.ts";
import { importCase } from "./import.ts";
import { brokenInvites } from "./invites.ts";
import { lockOut } from "./lock-out.ts";
import { ROOT } from "../harness/folders.ts";
import { say } from "../harness/say.ts";

/** Duration of the flood in seconds. `--minutes 10` gives the full measure; a quick run lasts a third of a minute. */
const floodSeconds = ({ quick, minutes }: Options): number => (minutes === null ? (quick ? 21 : 60) : minutes * 60);

/** An expression that had to be ended is as bad as this, in ms. */
const NO_END_MS = 10_000;

/** The slowest regular expression of the product on 16 KiB of its own worst input. */
async function slowestExpression(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "tools", "expressions.ts")], { cwd: ROOT });
  const lines = stdout.trim().split("\n");
  for (const line of lines.slice(0, 3)) say(line);
  const { expressions, worstMs } = JSON.parse(lines.at(-1) ?? "") as { expressions: number; worstMs: number | null };
  if (expressions === 0) throw new Error("no expression was found");
  return rowsOf("regex", "amaliyat", [["worst_ms", worstMs ?? NO_END_MS, "ms"]]);
}

const PARTS: Parts = {
  regex: slowestExpression,
  import: ({ quick }) => importCase(quick),
  "full-disk": fullDisk,
  flood: (options) => flood(floodSeconds(options)),
  "database-owner": databaseOwner,
  administrator: ({ quick }) => administrator(quick),
  "lock-out": lockOut,
  invites: brokenInvites,
};

/** Bounded attacks on a room of its own, on loopback. `--part` names those that are run. */
export const run = (options: Options): Promise<Row[]> => runParts("hostile", PARTS, options);

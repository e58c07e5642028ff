import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../harness/folders.ts";
import type { Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";

type Figure = { readonly case: string; readonly metric: string; readonly value: number };

const UNITS: Readonly<Record<string, string>> = {
  folder_circles: "groups of folders that reach each other",
  back_arrows: "imports against the table of folders",
  foreign_sql: "statements that name another feature's table",
  relative_comments: "comments that begin with a relative",
  long_subjects: "commits",
};

/** Counts what the house itself is judged by: walls, words, and the files that a usual change touches. A few minutes of the compiler. */
export async function run(): Promise<Row[]> {
  say("reading the code, and trying four usual changes on a copy of it");
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "tools", "house.ts")], { cwd: ROOT });
  const figures = JSON.parse(stdout) as readonly Figure[];
  return figures.map((figure) => ({ subject: "amaliyat", unit: UNITS[figure.metric] ?? "files", ...figure }));
}

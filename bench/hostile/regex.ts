import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";

/** An expression that had to be ended is as bad as this, in ms. */
const NO_END_MS = 10_000;

/** The slowest regular expression of the product on 16 KiB of its own worst input. */
export async function slowestExpression(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "tools", "expressions.ts")], { cwd: ROOT });
  const lines = stdout.trim().split("\n");
  for (const line of lines.slice(0, 3)) say(line);
  const { expressions, worstMs } = JSON.parse(lines.at(-1) ?? "") as { expressions: number; worstMs: number | null };
  if (expressions === 0) throw new Error("no expression was found");
  return rowsOf("regex", "amaliyat", [["worst_ms", worstMs ?? NO_END_MS, "ms"]]);
}

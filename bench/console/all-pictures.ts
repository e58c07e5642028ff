import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { faultLines, takeAll } from "../pictures/run.ts";
import { LANGUAGES } from "../pictures/shots.ts";

/** Makes the pictures of all screens; a quick run those in Arabic. Counts what axe and the layout find, and what differs from the kept ones. */
export async function allPictures({ quick }: Options): Promise<Row[]> {
  const { pictures, isCompared, different, faults } = await takeAll({
    languages: quick ? ["ar"] : LANGUAGES,
    words: [],
    isRenewed: false,
    folder: join(tmpdir(), "amaliyat-pictures"),
    isAllWritten: false,
    pages: availableParallelism(),
  });
  for (const line of faultLines(faults)) say(line);
  const ofAxe = faults.filter(({ rule }) => rule.startsWith("axe ")).length;
  return rowsOf(quick ? "all screens in Arabic" : "all screens", "amaliyat", [
    ["pictures", pictures, "pictures"],
    ["axe_violations", ofAxe, "violations"],
    ["page_faults", faults.length - ofAxe, "faults"],
    ...(isCompared ? [["pictures_different", different.length, "pictures"] as const] : []),
  ]);
}

import { expressionsIn, isProduct } from "../../expressions/find.ts";
import { measureAll, type Measured } from "../../expressions/measure.ts";
import { readFiles } from "../../project/files.ts";
import type { Check, Finding } from "../check.ts";
import { eachFile } from "../each-file.ts";

/** Longest time of an expression on 16 KiB of its worst input; a quadratic one needs more than 50. */
const MOST_MS = 5;
/** A slow machine is slow with a linear expression too: no more than so many times as long as one. */
const MOST_TIMES_LINEAR = 40;

const isSlow = ({ ms, linearMs }: Measured): boolean => ms === null || (ms > MOST_MS && ms > MOST_TIMES_LINEAR * linearMs);

function findingOf({ file, line, source, flags, ms, input }: Measured): Finding {
  const took = ms === null ? "comes to no end" : `takes ${Math.round(ms)} ms`;
  const shown = input === "" ? "" : ` beginning with ${JSON.stringify(input.slice(0, 24))}`;
  return {
    file,
    line,
    message: `/${source}/${flags} ${took} on 16 KiB of its worst input${shown}`,
    cure: "let no two repeats take the same sign (bound one, exclude the sign, trim before), or read the text without an expression",
  };
}

async function findingsOf(root: string, wanted: (path: string) => boolean): Promise<Finding[]> {
  const { yields, broken } = eachFile(await readFiles(root, wanted), (file) => [expressionsIn(file)]);
  const measured = await measureAll(yields.flatMap(({ expressions }) => expressions));
  const built = yields.flatMap((each) => each.built);
  return [
    ...broken,
    ...built.map((place) => ({
      ...place,
      message: "an expression is built at run time",
      cure: "write it as a literal, or put RegExp.escape(…) around each part that changes",
    })),
    ...measured.filter(isSlow).map(findingOf),
  ];
}

/** Every regular expression of the product reads its worst input in linear time. */
export const linearExpressions: Check = {
  name: "linear expressions",
  run: (root) => findingsOf(root, isProduct),
  runOn: (root, files) => findingsOf(root, (path) => isProduct(path) && files.includes(path)),
};

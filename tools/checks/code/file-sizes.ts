import { isGenerated, isTest, readFiles } from "../../project/files.ts";
import type { Check, Finding } from "../check.ts";

/** Lines. The bounds follow the exemplary code bases that CONTRIBUTING.md names, with medians of 52 to 128. */
const MEDIAN = 90;
const PERCENTILE_95 = 300;
const LONGEST = 500;
/** Files of code side by side in one folder, without tests. */
const SIDE_BY_SIDE = 20;

type Size = { readonly path: string; readonly lines: number };

/** The size below which the given share of sizes (sorted upwards) lies, by the nearest rank. */
const rank = (sizes: readonly Size[], share: number): number => sizes[Math.max(0, Math.ceil(sizes.length * share) - 1)]?.lines ?? 0;

const largest = (sizes: readonly Size[]): string =>
  sizes
    .slice(-5)
    .toReversed()
    .map(({ path, lines }) => `${path} ${lines}`)
    .join(", ");

function overall(sizes: readonly Size[]): Finding[] {
  const median = rank(sizes, 0.5);
  const high = rank(sizes, 0.95);
  const findings: Finding[] = [];
  const cure = `split what has two subjects; largest: ${largest(sizes)}`;
  if (median > MEDIAN) findings.push({ file: "", message: `the median file has ${median} lines, more than ${MEDIAN}`, cure });
  if (high > PERCENTILE_95) findings.push({ file: "", message: `the 95th percentile is ${high} lines, more than ${PERCENTILE_95}`, cure });
  return findings;
}

/** Folders with so many files that nobody sees their subjects. Tests stand beside what they test, and journeys in their order. */
function crowded(paths: readonly string[]): Finding[] {
  const code = paths.filter((path) => /\.tsx?$/u.test(path) && !isTest(path));
  const folders = Map.groupBy(code, (path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))));
  return [...folders]
    .filter(([, files]) => files.length > SIDE_BY_SIDE)
    .map(([folder, files]) => ({
      file: folder,
      message: `has ${files.length} files side by side, more than ${SIDE_BY_SIDE}`,
      cure: "group them by subject, in folders of which no two import each other",
    }));
}

/** Files stay small enough to hold in the head, and folders too. Tests count for the longest file only. */
export const fileSizes: Check = {
  name: "file sizes",
  run: async (root) => {
    const files = await readFiles(root, (path) => /\.(ts|tsx|css|mjs|cjs)$/u.test(path) && !isGenerated(path));
    const sizes = files.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 })).toSorted((a, b) => a.lines - b.lines);
    const long = sizes.filter(({ lines }) => lines > LONGEST);
    return [
      ...crowded(files.map(({ path }) => path)),
      ...overall(sizes.filter(({ path }) => !isTest(path))),
      ...long.map(({ path, lines }) => ({ file: path, message: `has ${lines} lines, more than ${LONGEST}`, cure: "split it by subject" })),
    ];
  },
};

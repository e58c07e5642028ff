import { expressionsIn, isProduct } from "./expressions/find.ts";
import { measureAll } from "./expressions/measure.ts";
import { readFiles } from "./project/files.ts";
import { ROOT } from "./project/root.ts";

/** Shown: the slowest of all. */
const SHOWN = 10;

// node tools/expressions.ts: the slowest regular expressions of the product on 16 KiB of their worst input; the last line is JSON.
const found = (await readFiles(ROOT, isProduct)).flatMap((file) => expressionsIn(file).expressions);
const measured = (await measureAll(found)).toSorted((a, b) => (b.ms ?? Infinity) - (a.ms ?? Infinity));
for (const { ms, file, line, source, flags } of measured.slice(0, SHOWN))
  console.log(`${ms ?? "no end"} ms ${file}:${line} /${source}/${flags}`);
const [worst] = measured;
console.log(
  JSON.stringify({
    expressions: measured.length,
    worstMs: worst?.ms ?? null,
    at: worst === undefined ? null : `${worst.file}:${worst.line}`,
  }),
);

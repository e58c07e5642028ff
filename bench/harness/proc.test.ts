import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseKilobytes, parseStat, treeOf } from "./proc.ts";

const line = (pid: number, name: string, parent: number): string =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 1 0 0 0 37 12 5 6 20 0 1 0 100 1000 200 18446744073709551615 1 1 0`;

describe("parseStat", () => {
  it("reads parent and times", () => {
    expect(parseStat(line(7, "node", 3))).toEqual({ pid: 7, name: "node", parent: 3, user: 37, system: 12 });
  });

  it("is not misled by a name with blanks and parentheses", () => {
    expect(parseStat(line(7, "a) S 9 (b", 3))).toMatchObject({ name: "a) S 9 (b", parent: 3, user: 37 });
  });

  it("reads this very process", () => {
    const stat = parseStat(readFileSync("/proc/self/stat", "utf8"));
    expect(stat).toMatchObject({ pid: process.pid, parent: process.ppid });
    expect(stat?.user).toBeGreaterThan(0);
  });

  it("refuses anything else", () => {
    expect(parseStat("")).toBeNull();
    expect(parseStat("7 (node) S 3")).toBeNull();
  });
});

describe("parseKilobytes", () => {
  const text = "00400000-7fff [rollup]\nRss:    90232 kB\nPss:    35512 kB\nPss_Dirty:   100 kB\n";

  it("takes the field of exactly that name", () => {
    expect(parseKilobytes(text, "Pss")).toBe(35_512);
    expect(parseKilobytes(text, "Rss")).toBe(90_232);
  });

  it("is 0 for a process that is gone", () => {
    expect(parseKilobytes("", "Pss")).toBe(0);
  });
});

describe("treeOf", () => {
  it("takes children and theirs, in whatever order they are listed, and nobody else", () => {
    const all = [line(4, "d", 3), line(3, "c", 2), line(2, "b", 1), line(9, "x", 1), line(1, "a", 0)].map(parseStat);
    const found = treeOf(
      2,
      all.filter((each) => each !== null),
    );
    expect(found.map(({ pid }) => pid)).toEqual([2, 3, 4]);
  });
});

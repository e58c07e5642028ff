import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../harness/folders.ts";
import { checkWords, readAsked, WrongAsked } from "./asked.ts";

const parts = ["lines/board", "map/map"].map((name) => ({ name, lacks: [] }));

it("reads languages, words and the sample", () => {
  expect(readAsked(["lines", "--languages", "en,ar", "--pages", "2"])).toMatchObject({
    languages: ["ar", "en"],
    words: ["lines"],
    pages: 2,
  });
  expect(readAsked(["--sample", "--renew"])).toMatchObject({ languages: ["ar"], words: [], isRenewed: true });
  expect(readAsked(["--help"])).toBeNull();
});

it.each([
  [["--languages", "de"], "there is no «de»; there are ar, fr, en"],
  [["--languages", "ar,"], "there is no «»"],
  [["--pages", "0"], "--pages"],
  [["--pages", "x"], "--pages"],
  [["--folder", ROOT], "--folder"],
  [["--folder", ROOT.replace(/[/]$/, "")], "--folder"],
  [["--folder", join(ROOT, "bench", "x")], "--folder"],
  [["--folder", relative(process.cwd(), join(ROOT, "x", "y"))], "--folder"],
  [["--folder", join(ROOT, "..", basename(ROOT), "x")], "--folder"],
  [["--langauges", "ar"], "--langauges"],
])("refuses %j in one sentence", (args, said) => {
  expect(() => readAsked(args)).toThrow(WrongAsked);
  expect(() => readAsked(args)).toThrow(said);
});

it("refuses a link into the repository, and takes every folder outside of it, as a whole path", async () => {
  const outside = await mkdtemp(join(tmpdir(), "asked-"));
  await symlink(ROOT, join(outside, "link"));
  expect(() => readAsked(["--folder", join(outside, "link", "x")])).toThrow(WrongAsked);
  // A name that only begins as the repository's does.
  const beside = `${ROOT.replace(/[/]$/, "")}-pictures`;
  for (const folder of [join(outside, "new", "deep"), beside, join(ROOT, "..", "..pictures")])
    expect(readAsked(["--folder", relative(process.cwd(), folder)])?.folder).toBe(folder);
  await rm(outside, { recursive: true });
});

it("refuses a word that chooses no part, and names the parts", () => {
  expect(() => checkWords(parts, ["lines", "map"])).not.toThrow();
  expect(() => checkWords(parts, [])).not.toThrow();
  expect(() => checkWords(parts, ["lines", "lines/bord"])).toThrow(
    new WrongAsked("no part has «lines/bord» in its name; there are lines/board, map/map"),
  );
});

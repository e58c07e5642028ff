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
  [["--langauges", "ar"], "--langauges"],
])("refuses %j in one sentence", (args, said) => {
  expect(() => readAsked(args)).toThrow(WrongAsked);
  expect(() => readAsked(args)).toThrow(said);
});

it("refuses a word that chooses no part, and names the parts", () => {
  expect(() => checkWords(parts, ["lines", "map"])).not.toThrow();
  expect(() => checkWords(parts, [])).not.toThrow();
  expect(() => checkWords(parts, ["lines", "lines/bord"])).toThrow(
    new WrongAsked("no part has «lines/bord» in its name; there are lines/board, map/map"),
  );
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../project/root.ts";
import { CHANNEL } from "./channel.ts";
import { ENDING_OF_A_CALL } from "./ending.ts";
import { FIELD, FIELD_CHANGED_LATER } from "./field.ts";
import { copyProject, edited, type ProjectCopy } from "./recipe.ts";

const RECIPES = [FIELD, FIELD_CHANGED_LATER, CHANNEL, ENDING_OF_A_CALL];

/** Recipes that edit other places than each other: they are compiled at once, since a compilation takes a core for over a minute. */
const APART = [
  { name: "a field, a channel and an ending of a call", recipes: [FIELD, CHANNEL, ENDING_OF_A_CALL] },
  { name: "a field that can be changed later", recipes: [FIELD_CHANGED_LATER] },
];

describe("an edit", () => {
  it("puts a text in the place of one that stands there once", () => {
    expect(edited("a b c", { file: "f", find: "b", put: "$& d" })).toBe("a $& d c");
    expect(() => edited("a b b", { file: "f", find: "b", put: "d" })).toThrow("f has this text 2 times");
    expect(() => edited(null, { file: "f", find: "b", put: "d" })).toThrow("f has this text 0 times");
  });

  it("adds a file that is not there", () => {
    expect(edited(null, { file: "f", text: "a" })).toBe("a");
    expect(() => edited("a", { file: "f", text: "b" })).toThrow("f is there already");
  });
});

describe("a recipe", { timeout: 1_200_000 }, () => {
  let copy: ProjectCopy;
  beforeAll(async () => {
    copy = await copyProject(ROOT);
  });
  afterAll(() => copy[Symbol.asyncDispose]());

  it.for(RECIPES)("touches few files: $name", async (recipe) => {
    const files = await copy.touched(recipe);
    expect(files.length, files.join("\n")).toBeLessThanOrEqual(recipe.atMost);
  });

  it.for(APART)("compiles: $name", async ({ recipes }) => {
    expect(await copy.faults(recipes)).toEqual([]);
  });
});

import { expect, it } from "vitest";
import { missing, Notebook } from "./notebook.ts";

it("tells what is lost from what is doubled, each as often", () => {
  const [did, has] = [
    ["a", "a", "b", "c"],
    ["a", "c", "c", "c"],
  ];
  expect(missing(did, has)).toEqual(["a", "b"]);
  expect(missing(has, did)).toEqual(["c", "c"]);
  expect(missing(did, did)).toEqual([]);
});

it("counts the end of an intervention as a step and as an outcome", () => {
  const book = new Notebook();
  book.pressed("A-01", "cleared", { from: 1, to: 2 }, "outcome");
  book.pressed("A-02", "on_scene", { from: 3, to: 4 }, "met");
  expect(book.effects).toEqual(["step A-01 cleared", "outcome A-01", "met A-02"]);
  expect([...book.steps.keys()]).toEqual(["A-01 cleared", "A-02 on_scene"]);
});

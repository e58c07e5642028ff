import { expect, it } from "vitest";
import { told } from "./told.ts";

type Names = readonly string[];

it("puts what is typed before a slow store answers beside what that held, and says so", async () => {
  const opened = Promise.withResolvers<void>();
  let held: Names = ["mother"];
  const people = told<Names>(
    {
      get: () => opened.promise.then(() => held),
      change: (how) => opened.promise.then(() => (held = how(held))),
    },
    [],
  );
  const seen: Names[] = [];
  const end = people.listen(() => seen.push(people.now()));
  void people.read();
  void people.change((old) => [...old, "brother"]);
  expect(people.now()).toEqual(["brother"]);
  opened.resolve();
  await expect.poll(() => held).toEqual(["mother", "brother"]);
  expect(seen.at(-1)).toEqual(["mother", "brother"]);
  end();
  await people.change(() => []);
  expect([seen.length, held]).toEqual([2, []]);
});

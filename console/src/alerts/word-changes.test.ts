import * as fc from "fast-check";
import { expect, it } from "vitest";
import { wordChanges } from "./word-changes.ts";

it("marks the words that a correction adds and removes, in the order of reading", () => {
  expect(wordChanges("رمال على الطريق. لا تسلكوه", "رمال كثيفة على الطريق. اسلكوا غيره")).toEqual([
    { kind: "kept", text: "رمال" },
    { kind: "added", text: "كثيفة" },
    { kind: "kept", text: "على الطريق." },
    { kind: "removed", text: "لا تسلكوه" },
    { kind: "added", text: "اسلكوا غيره" },
  ]);
  expect(wordChanges("", "كلمة")).toEqual([{ kind: "added", text: "كلمة" }]);
});

it("gives back the old text without what was added, and the new text without what was removed", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = wordChanges(before, after);
      const without = (kind: string): string => changes.flatMap((one) => (one.kind === kind ? [] : [one.text])).join(" ");
      expect([without("added"), without("removed")]).toEqual([before, after]);
    }),
  );
});

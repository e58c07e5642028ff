import { expect, it } from "vitest";
import { checkDraft, draftOf, isBoloDraft, namingOf } from "./bolo-draft.ts";

const empty = draftOf(null, null);

it("asks for a text, and takes ages and hours in either digits", () => {
  expect(checkDraft(empty)).toMatchObject({ ok: false, wrong: new Set(["text"]) });
  expect(checkDraft({ ...empty, text: "طفل", kind: "missing_person", age: "٩", hours: "٤٨" })).toMatchObject({
    body: { hours: 48, facts: { age: 9, plate: null } },
  });
  for (const [field, value] of [
    ["age", "x"],
    ["hours", "721"],
    ["hours", ""],
  ] as const)
    expect(checkDraft({ ...empty, text: "x", [field]: value })).toMatchObject({ ok: false, wrong: new Set([field]) });
});

it("takes back what it kept, and nothing of another form", () => {
  expect(isBoloDraft(JSON.parse(JSON.stringify({ ...empty, sectors: ["SU1"], seenAt: 5 })))).toBe(true);
  for (const other of [null, {}, { ...empty, kind: "dog" }, { ...empty, sectors: [1] }]) expect(isBoloDraft(other)).toBe(false);
});

it("quotes the words that name a person from every field that the room reads", () => {
  const words = "المدعو كمال بوزيد";
  const empty = draftOf(null, null);
  for (const field of ["text", "plate", "make", "colour", "seenPlace", "authority", "caseReference"] as const)
    expect(namingOf({ ...empty, [field]: words }).words, field).toBe(words);
  for (const field of ["description", "clothes"] as const)
    expect(namingOf({ ...empty, kind: "missing_person", [field]: words }).words, field).toBe(words);
});

import { LANGUAGES } from "@amaliyat/domain/kernel";
import { expect, it } from "vitest";
import { say } from "../text/use-text.ts";
import { dangersOf, isUnread, newsOf, noteWords } from "./danger.ts";

const at = (seconds: number): string => new Date(Date.parse("2026-04-18T01:30:00.000Z") + seconds * 1000).toISOString();
const joined = (reference: string, joinedAt: string) => ({
  reference,
  subcategory: "OTH.WPN" as const,
  priority: "P1" as const,
  attributes: [],
  joinedAt,
});
const base = { notes: [], unreadSince: null };

it("names the weapon first, and leaves out what endangers nobody", () => {
  expect(dangersOf({ ...base, attributes: ["attempt", "minor", "injury", "weapon"] })).toEqual(["weapon", "injury", "minor"]);
});

it("is unread while more was told than read; a duty of an older app is not", () => {
  expect([isUnread({ ...base, toldSeq: 4, readSeq: 3 }), isUnread({ ...base, toldSeq: 4, readSeq: 4 }), isUnread(base)]).toEqual([
    true,
    false,
    false,
  ]);
});

it("tells what joined since the crew was told, with the words of that, though they were written before", () => {
  const told = {
    unreadSince: at(100),
    joined: [joined("2026-000001", at(10)), joined("2026-000002", at(100))],
    notes: [
      { at: at(60), text: "إطلاق نار", from: "2026-000002" },
      { at: at(50), text: "قديم", from: null },
    ],
  };
  expect(newsOf(told)).toMatchObject({ joined: [{ reference: "2026-000002" }], words: { text: "إطلاق نار" } });
});

it("tells no old words where nothing joined: the marks say it", () => {
  expect(newsOf({ unreadSince: at(100), joined: [], notes: [{ at: at(50), text: "قديم", from: null }] })).toEqual({
    joined: [],
    words: null,
  });
});

it("says in the language of the reader that the author of a report took the words back, and leaves no bare reference", () => {
  const spoken = LANGUAGES.map((language) =>
    noteWords((key, values) => say(language, key, values), { text: "R-2026-000001", withdrawn: true }),
  );
  expect(new Set(spoken).size).toBe(LANGUAGES.length);
  for (const words of spoken) expect(words).toMatch(/.+\u2068R-2026-000001\u2069.+/u);
  expect(noteWords((key, values) => say("ar", key, values), { text: "معه سكين" })).toBe("معه سكين");
});

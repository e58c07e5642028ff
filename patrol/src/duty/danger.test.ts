import { LANGUAGES } from "@amaliyat/domain/kernel";
import { expect, it } from "vitest";
import { say } from "../text/use-text.ts";
import { dangersOf, isUnread, newsOf, notesOnCard, noteWords } from "./danger.ts";

const at = (seconds: number): string => new Date(Date.parse("2026-04-18T01:30:00.000Z") + seconds * 1000).toISOString();
const note = (seq: number, seconds: number, text: string, toRead: number | null = null, from: string | null = null) => ({
  seq,
  at: at(seconds),
  text,
  from,
  isOwn: false,
  toRead,
});
const joined = (reference: string, joinedAt: string, toRead: number | null = null) => ({
  reference,
  subcategory: "OTH.WPN" as const,
  priority: "P1" as const,
  attributes: [],
  joinedAt,
  toRead,
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
    notes: [note(2, 60, "إطلاق نار", null, "2026-000002"), note(1, 50, "قديم")],
  };
  expect(newsOf(told)).toMatchObject({ joined: [{ reference: "2026-000002" }], words: [{ text: "إطلاق نار" }] });
});

it("tells no old words where nothing joined: the marks say it", () => {
  expect(newsOf({ unreadSince: at(100), joined: [], notes: [note(1, 50, "قديم")] })).toEqual({ joined: [], words: [] });
});

const GUN = note(3, 100, "معه مسدس وراء الباب", 3);
const HURT = note(5, 120, "جريحان في الساحة", 5);
const others = [9, 8, 7, 6, 4, 2].map((seq) => note(seq, 100 + seq, `كلمة ${seq}`));
const textsOf = (notes: readonly { readonly text: string }[]) => notes.map(({ text }) => text);

it("shows every word to read that is not read, oldest first, whatever notes came later", () => {
  const order = { unreadSince: at(100), toldSeq: 5, readSeq: 0, notes: [...others.slice(0, 4), HURT, ...others.slice(4), GUN] };
  expect(textsOf(newsOf(order).words)).toEqual([GUN.text, HURT.text]);
  expect(textsOf(newsOf({ ...order, readSeq: 3 }).words)).toEqual([HURT.text]);
  expect(textsOf(newsOf({ ...order, toldSeq: 3 }).words)).toEqual([GUN.text]);
});

it("names what joined by its number, though the crew was told of another danger since", () => {
  const order = { unreadSince: at(500), toldSeq: 9, readSeq: 2, notes: [], joined: [joined("A", at(10), 2), joined("B", at(20), 4)] };
  expect(newsOf(order).joined.map(({ reference }) => reference)).toEqual(["B"]);
});

it("keeps words of danger on the card under any number of others, read or not", () => {
  const notes = [...others, GUN];
  expect(notesOnCard(notes)).toEqual([...others.slice(0, 5), GUN]);
  expect(notesOnCard([...others, note(1, 0, "قديم")])).toEqual(others.slice(0, 5));
});

it("says in the language of the reader that the author of a report took the words back, and leaves no bare reference", () => {
  const spoken = LANGUAGES.map((language) =>
    noteWords((key, values) => say(language, key, values), { text: "R-2026-000001", withdrawn: true }),
  );
  expect(new Set(spoken).size).toBe(LANGUAGES.length);
  for (const words of spoken) expect(words).toMatch(/.+\u2068R-2026-000001\u2069.+/u);
  expect(noteWords((key, values) => say("ar", key, values), { text: "معه سكين" })).toBe("معه سكين");
});

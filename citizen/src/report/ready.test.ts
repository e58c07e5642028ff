import { expect, it } from "vitest";
import { NO_DRAFT, type Draft } from "../storage/kept.ts";
import { bodyOf, lackOf } from "./ready.ts";

const file = { fileId: "f", kind: "picture" as const, bytes: 9, original: false, blurred: true, seconds: null };
const full: Draft = { ...NO_DRAFT, kind: "theft", placeText: " قرب المسجد ", words: " سرقة دراجة " };

it("asks for kind, place and a word or a file, as the room does", () => {
  expect(lackOf(NO_DRAFT)).toBe("kind");
  expect(lackOf({ ...full, placeText: "  " })).toBe("place");
  expect(lackOf({ ...full, words: " " })).toBe("words");
  expect(lackOf({ ...full, words: "", files: [file] })).toBeNull();
  expect(lackOf(full)).toBeNull();
});

it("asks nothing more of who is in danger, and sends that as danger", () => {
  const help: Draft = { ...NO_DRAFT, kind: "danger" };
  expect(lackOf(help)).toBeNull();
  expect(bodyOf(help, "ar", 0)).toMatchObject({ kind: "danger", danger: true, words: null, place: null });
});

it("sends what was written without what surrounds it, and nothing for what was left empty", () => {
  const body = bodyOf({ ...full, happened: "2026-04-18T02:40" }, "fr", 1_776_480_000_000);
  expect(body).toMatchObject({ words: "سرقة دراجة", placeText: "قرب المسجد", contact: null, place: null, danger: false, language: "fr" });
  expect(body.happenedAt).toBe(new Date("2026-04-18T02:40").toISOString());
  expect(bodyOf(full, "ar", 0).happenedAt).toBeNull();
});

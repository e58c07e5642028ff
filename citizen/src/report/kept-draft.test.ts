import { expect, it, vi } from "vitest";
import { NO_DRAFT, type ChosenFile, type Draft } from "../storage/kept.ts";
import { KeptDraft, mergedDraft } from "./kept-draft.ts";

const picture: ChosenFile = { fileId: "f", kind: "picture", bytes: 9, original: false, blurred: false, seconds: null };
const KEPT: Draft = { ...NO_DRAFT, kind: "theft", words: "a red car", contact: "0550", files: [picture] };

/** A draft on a disk that is read when the test says so, and the drafts that were shown and written. */
function draftOn(kept: Draft | null) {
  const [shown, written]: [Draft[], (Draft | null)[]] = [[], []];
  const reads: { readonly give: () => void; readonly fail: () => void }[] = [];
  const draft = new KeptDraft({
    read: () =>
      new Promise((resolve, reject) => {
        reads.push({ give: () => resolve(kept), fail: () => reject(new Error("broken")) });
      }),
    write: async (next) => void written.push(next),
  });
  const close = draft.open((next) => void shown.push(next), 1);
  return { draft, shown, written, reads, close };
}

it("shows the kept draft and writes each change at once", async () => {
  const { draft, shown, written, reads } = draftOn(KEPT);
  reads[0]?.give();
  await vi.waitFor(() => expect(shown.at(-1)).toEqual(KEPT));
  draft.change({ words: "a red car, gone" });
  expect(written).toEqual([{ ...KEPT, words: "a red car, gone" }]);
  await draft.drop();
  expect([written.at(-1), shown.at(-1)]).toEqual([null, NO_DRAFT]);
});

it("writes nothing over a draft that comes late, and keeps what was typed beside it", async () => {
  const { draft, shown, written, reads } = draftOn(KEPT);
  await vi.waitFor(() => expect(shown).toEqual([NO_DRAFT]));
  draft.change({ words: "h" });
  draft.change({ words: "help", contact: "" });
  expect([written, shown.at(-1)?.words]).toEqual([[], "help"]);
  reads[0]?.give();
  const merged = { ...KEPT, words: "a red car\nhelp" };
  await vi.waitFor(() => expect(written).toEqual([merged]));
  expect(shown.at(-1)).toEqual(merged);
  draft.change({ sort: "complaint" });
  expect(written.at(-1)).toEqual({ ...merged, sort: "complaint" });
});

it("keeps changes that were typed before the screen was left, and reads again where the store failed", async () => {
  const { draft, shown, written, reads, close } = draftOn(KEPT);
  reads[0]?.fail();
  await vi.waitFor(() => expect(shown).toEqual([NO_DRAFT]));
  draft.change({ words: "help" });
  close();
  const later: Draft[] = [];
  draft.open((next) => void later.push(next), 1);
  expect(reads).toHaveLength(2);
  reads[1]?.give();
  await vi.waitFor(() => expect(later.at(-1)).toEqual({ ...KEPT, words: "a red car\nhelp" }));
  expect(written).toHaveLength(1);
});

it("deletes no draft that its author has not seen", async () => {
  const { draft, shown, written, reads } = draftOn(KEPT);
  draft.change({ words: "help" });
  await draft.drop();
  reads[0]?.give();
  await vi.waitFor(() => expect(shown.at(-1)).toEqual(KEPT));
  expect(written).toEqual([]);
});

it("lets what was chosen now stand before what was kept, and nothing empty", () => {
  const place = { point: { lat: 1, lon: 2 }, accuracyM: null, source: "map" } as const;
  const other = { ...picture, fileId: "g" };
  expect(mergedDraft(KEPT, { kind: "accident", place, placeText: "", words: "", happened: "", files: [picture, other] })).toEqual({
    ...KEPT,
    kind: "accident",
    place,
    files: [picture, other],
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearDrafts, draftKeys, readDraft, removeDraft, writeDraft } from "./draft.ts";

const isText = (value: unknown): value is string => typeof value === "string";

beforeEach(() => {
  const kept: Record<string, unknown> = {};
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
    removeItem: (key: string) => {
      Reflect.deleteProperty(kept, key);
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(kept, name, { value, enumerable: false });
  vi.stubGlobal("localStorage", kept);
});

afterEach(() => vi.unstubAllGlobals());

describe("drafts", () => {
  it("give back what was written and when", () => {
    expect(writeDraft("close.004217", { value: "سُلّم", at: 5 })).toBe(true);
    expect(readDraft("close.004217", isText)).toEqual({ value: "سُلّم", at: 5 });
    expect(readDraft("close.004218", isText)).toBeUndefined();
  });

  it("ignore what another version of the form left", () => {
    writeDraft("note", { value: { text: "a" }, at: 5 });
    expect(readDraft("note", isText)).toBeUndefined();
    localStorage.setItem("amaliyat.draft.note", "{broken");
    expect(readDraft("note", isText)).toBeUndefined();
    localStorage.setItem("amaliyat.draft.note", '{"value":"a"}');
    expect(readDraft("note", isText)).toBeUndefined();
  });

  it("are counted, removed one by one, and all of one person at sign-out, without touching other things", () => {
    writeDraft("a", { value: "1", at: 1 });
    writeDraft("b", { value: "2", at: 1 });
    localStorage.setItem("amaliyat.theme", "light");
    expect(draftKeys().toSorted()).toEqual(["a", "b"]);
    removeDraft("a");
    expect(draftKeys()).toEqual(["b"]);
    writeDraft("u1.note", { value: "1", at: 1 });
    writeDraft("u2.note", { value: "2", at: 1 });
    clearDrafts("u1.");
    expect(draftKeys().toSorted()).toEqual(["b", "u2.note"]);
    expect(localStorage.getItem("amaliyat.theme")).toBe("light");
  });
});

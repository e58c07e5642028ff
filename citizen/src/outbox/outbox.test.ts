import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shownOf, type Deed, type Item } from "./item.ts";
import { cancelled, nextOf, refusedWith, tried, withdrawn, without } from "./outbox.ts";

const body = (danger: boolean) => ({ danger }) as Extract<Deed, { kind: "report" }>["body"];
const item = (id: string, code: string, deed: Deed, tries = 0): Item => ({ ...deed, id, code, at: 0, tries, refused: null });
const report = (id: string, code: string, danger = false, tries = 0): Item => item(id, code, { kind: "report", body: body(danger) }, tries);
const upload = (id: string, code: string): Item => item(id, code, { kind: "upload", fileId: `f-${id}`, fileKind: "picture", bytes: 9 });
const message = (id: string, code: string): Item => item(id, code, { kind: "message", messageId: id, words: "نعم" });
const NONE = new Set<string>();
const ids = (items: readonly Item[]): string[] => items.map(({ id }) => id);

describe("what is sent next", () => {
  it("is the oldest of its lane; danger has one of its own, and files wait for the words of their report", () => {
    const items = [report("a", "A"), upload("b", "A"), report("c", "C", true), message("d", "C")];
    expect(nextOf(items, "danger", NONE)?.id).toBe("c");
    expect(nextOf(items, "words", NONE)?.id).toBe("a");
    expect(nextOf(without(items, "a"), "words", NONE)).toBeNull();
    expect(nextOf(without(without(items, "a"), "c"), "words", NONE)?.id).toBe("d");
    expect(nextOf(items, "files", NONE)).toBeNull();
    expect(nextOf(without(items, "a"), "files", NONE)?.id).toBe("b");
  });

  it("is work only once the report has gone, and nothing waits for work", () => {
    const items = [report("a", "A", true), item("w", "A", { kind: "prove" }), message("m", "A"), upload("f", "A")];
    expect(nextOf(items, "work", NONE)).toBeNull();
    const sent = without(items, "a");
    expect((["work", "words"] as const).map((lane) => nextOf(sent, lane, NONE)?.id)).toEqual(["w", "m"]);
    expect(nextOf(without(sent, "m"), "files", NONE)?.id).toBe("f");
    expect(shownOf(items).map(({ id }) => id)).toEqual(["a", "m", "f"]);
  });

  it("is nothing of a report whose first word was refused, and all of another", () => {
    const text = { ar: "لا", fr: "non", en: "no" };
    const items = refusedWith([report("a", "A"), message("m", "A"), upload("b", "A"), message("c", "C")], "a", text);
    expect(nextOf(items, "words", NONE)?.id).toBe("c");
    expect(nextOf(items, "files", NONE)).toBeNull();
  });

  it("keeps the order of one report's words, in whatever order the codes come", () => {
    const codes = fc.array(fc.constantFrom("A", "B", "C"), { maxLength: 12 });
    fc.assert(
      fc.property(codes, (given) => {
        let items = given.map((code, i) => message(String(i), code));
        const sent: Item[] = [];
        for (let next = nextOf(items, "words", NONE); next !== null; next = nextOf(items, "words", NONE)) {
          sent.push(next);
          items = without(items, next.id);
        }
        for (const code of ["A", "B", "C"]) {
          const own = sent.filter((each) => each.code === code).map(({ id }) => Number(id));
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        }
        expect(sent).toHaveLength(given.length);
      }),
    );
  });
});

describe("what is given up", () => {
  it("takes with it all that belongs to a report that was never sent", () => {
    expect(ids(cancelled([report("a", "A"), upload("b", "A"), message("c", "C")], "a", 1))).toEqual(["c"]);
  });

  it("is taken back at the room where it may have arrived", () => {
    const items = cancelled(tried([report("a", "A"), upload("b", "A")], "a"), "a", 1);
    expect(items).toMatchObject([{ kind: "withdraw", code: "A", tries: 0 }]);
  });

  it("is one file alone where one file is meant", () => {
    expect(ids(cancelled([report("a", "A"), upload("b", "A")], "b", 1))).toEqual(["a"]);
  });

  it("is a report that arrived, with what it still had to say", () => {
    expect(withdrawn([message("m", "A"), upload("b", "A"), message("c", "C")], "A", 1)).toMatchObject([
      { id: "c" },
      { kind: "withdraw", code: "A" },
    ]);
  });
});

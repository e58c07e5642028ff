import * as fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY, dismiss, enqueue, nextOf, seen, settle, type Outbox } from "./outbox.ts";
import type { Act, Deed } from "./act.ts";

const text = { ar: "أ", fr: "a", en: "a" };
const act = (key: string, deed: Deed): Act => ({ ...deed, key, at: 1 });
const stamp = (key: string, order = "o"): Act => act(key, { kind: "stamp", order, status: "accepted" });
const panic = (key: string): Act => act(key, { kind: "panic", place: null, accuracyM: null, placeAt: null });
const flag = (key: string): Act =>
  act(key, { kind: "flag_down", order: `new:${key}`, place: { lat: 1, lon: 2 }, subcategory: null, note: null });
const keys = (box: Outbox): string[] => box.waiting.map(({ key }) => key);
const filled = (...acts: Act[]): Outbox => acts.reduce(enqueue, EMPTY);

it("keeps the order of acts, calls for help before them in theirs", () => {
  expect(keys(filled(stamp("a"), panic("p"), stamp("b"), panic("q")))).toEqual(["p", "q", "a", "b"]);
  expect(nextOf(filled(stamp("a"), panic("p")), "line")?.key).toBe("a");
  expect(nextOf(filled(stamp("a")), "panic")).toBeNull();
});

it("sends pictures when nothing else waits, under the name that the room gave", () => {
  const box = filled(act("ph", { kind: "photo", order: "new:f" }), flag("f"));
  expect(nextOf(box, "photo")).toBeNull();
  expect(nextOf(settle(box, "f", { kind: "done", order: "true" }), "photo")).toMatchObject({ key: "ph", order: "true" });
});

it("takes the same act once, also when it has landed", () => {
  const landed = settle(filled(stamp("a")), "a", { kind: "done" });
  expect(keys(enqueue(landed, stamp("a")))).toEqual([]);
});

it("gives what stands on a flag-down its true name, whenever it was put in", () => {
  const box = settle(filled(flag("f"), stamp("a", "new:f")), "f", { kind: "done", order: "true" });
  expect(enqueue(box, stamp("b", "new:f")).waiting).toMatchObject([{ order: "true" }, { order: "true" }]);
  expect(box.landed).toMatchObject([{ key: "f", order: "true" }]);
});

it("shows what was refused, and what stood on it, until the person lets go of it", () => {
  const box = settle(filled(flag("f"), stamp("a", "new:f"), stamp("b")), "f", { kind: "refused", text });
  expect(keys(box)).toEqual(["b"]);
  expect(box.refused.map(({ act: { key } }) => key)).toEqual(["f", "a"]);
  expect(dismiss(box, "f").refused.map(({ act: { key } }) => key)).toEqual(["a"]);
});

it("forgets what landed only when a later duty was read", () => {
  const box = settle(settle(filled(stamp("a"), stamp("b")), "a", { kind: "done" }), "b", { kind: "done" });
  expect(seen(box, new Set(["a"])).landed.map(({ key }) => key)).toEqual(["b"]);
});

it("loses nothing and doubles nothing, whatever is put in and answered", () => {
  const move = fc.oneof(
    fc.record({ put: fc.constantFrom("stamp" as const, "panic" as const, "flag" as const) }),
    fc.record({ answer: fc.constantFrom("done" as const, "refused" as const), lane: fc.constantFrom("line" as const, "panic" as const) }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      let box = EMPTY;
      const put: string[] = [];
      moves.forEach((each, i) => {
        const key = `k${i}`;
        if ("put" in each) {
          put.push(key);
          box = enqueue(box, { stamp: stamp, panic, flag }[each.put](key));
        } else {
          const head = nextOf(box, each.lane);
          if (head !== null)
            box = settle(box, head.key, each.answer === "done" ? { kind: "done", order: `t-${head.key}` } : { kind: "refused", text });
        }
      });
      const all = [...box.waiting, ...box.landed, ...box.refused.map((one) => one.act)].map(({ key }) => key);
      expect(all.toSorted()).toEqual(put.toSorted());
      const line = keys(box).filter((key) => box.waiting.find((one) => one.key === key)?.kind !== "panic");
      expect(line).toEqual(line.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
    }),
  );
});

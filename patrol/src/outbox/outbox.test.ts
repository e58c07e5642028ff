import * as fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY, dismiss, enqueue, nextOf, pictureKeys, seen, sendAgain, settle, type Outbox } from "./outbox.ts";
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

it("passes over an act, and over those that hang on it, and over no other", () => {
  const hear = (key: string): Act => act(key, { kind: "hear", activity: null });
  const photo = act("ph", { kind: "photo", order: "other" });
  const box = filled(flag("f"), stamp("a", "new:f"), hear("h"), stamp("b"), hear("i"), panic("p"), panic("q"), photo);
  const next = (lane: "line" | "panic" | "photo", ...passed: string[]) => nextOf(box, lane, new Set(passed))?.key;
  expect([next("line"), next("line", "f"), next("line", "f", "h"), next("line", "f", "h", "b")]).toEqual(["f", "h", "b", undefined]);
  expect([next("panic"), next("panic", "p")]).toEqual(["p", "q"]);
  expect(next("photo")).toBeUndefined();
});

it("sends a picture while the room fails at acts of other assignments, and none of an assignment that waits", () => {
  const box = filled(flag("f"), act("ph", { kind: "photo", order: "new:f" }), act("pi", { kind: "photo", order: "o" }));
  const failing = new Set(["f"]);
  expect(nextOf(box, "photo", undefined, failing)?.key).toBe("pi");
  expect(nextOf(box, "photo", new Set(["pi"]), failing)).toBeNull();
  expect(nextOf(enqueue(box, stamp("a")), "photo", undefined, failing)).toBeNull();
});

it("sends a refused act again where the person wants it, with what hangs on it; its picture stays as long", () => {
  const photo = act("ph", { kind: "photo", order: "new:f" });
  const refused = settle(filled(stamp("x"), flag("f"), stamp("a", "new:f"), photo), "f", { kind: "refused", text });
  expect(pictureKeys(refused)).toEqual(["ph"]);
  const again = sendAgain(refused, "a");
  expect([keys(again), again.refused]).toEqual([["x", "f", "a", "ph"], []]);
  const alone = sendAgain(settle(filled(stamp("a"), stamp("b")), "a", { kind: "refused", text }), "a");
  expect(keys(alone)).toEqual(["b", "a"]);
  expect(sendAgain(alone, "none")).toEqual(alone);
  expect(pictureKeys(dismiss(refused, "ph"))).toEqual([]);
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

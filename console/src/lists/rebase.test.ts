import * as fc from "fast-check";
import { expect, it } from "vitest";
import { changesOf, changesWithNames, disputed, rebased, settled } from "./rebase.ts";

const form = fc.record({ name: fc.constantFrom("", "A", "B"), many: fc.array(fc.constantFrom(1, 2), { maxLength: 1 }) });

it("follows a colleague's change in the fields that nobody touched here, and names those that both changed", () => {
  fc.assert(
    fc.property(form, form, form, (base, fields, now) => {
      const shown = rebased({ fields, base }, now);
      for (const key of ["name", "many"] as const) {
        const [ours, theirs, before] = [fields, now, base].map((each) => String(each[key]));
        expect(String(shown.fields[key])).toBe(ours === before ? theirs : ours);
        expect(disputed({ fields, base }, now).has(key)).toBe(ours !== before && theirs !== before && ours !== theirs);
      }
      expect(rebased(shown, now)).toEqual(shown);
    }),
  );
});

it("asks no more of a field that a person has chosen, and leaves the others as they are", () => {
  fc.assert(
    fc.property(form, form, form, fc.constantFrom("ours" as const, "theirs" as const), (base, fields, now, choice) => {
      const kept = settled({ fields, base }, now, "name", choice);
      expect(disputed(kept, now).has("name")).toBe(false);
      expect(disputed(kept, now).has("many")).toBe(disputed({ fields, base }, now).has("many"));
      expect(kept.fields.name).toBe(choice === "theirs" ? now.name : rebased({ fields, base }, now).fields.name);
      expect(kept.fields.many).toEqual(rebased({ fields, base }, now).fields.many);
    }),
  );
});

it("keeps what is typed back to a version of before, once a newer one is known", () => {
  const kept = rebased({ fields: { name: "A" }, base: { name: "A" } }, { name: "B" });
  expect(rebased({ ...kept, fields: { name: "A" } }, { name: "B" }).fields).toEqual({ name: "A" });
});

it("sends of names the languages that differ and nothing else", () => {
  const before = { names: { ar: "س", fr: "S", en: "S" }, phase: 1 };
  expect(changesWithNames(before, { names: { ...before.names, fr: "Souk" }, phase: 1 })).toEqual({ names: { fr: "Souk" } });
  expect(changesWithNames(before, { ...before, phase: 2 })).toEqual({ phase: 2 });
});

it("sends what differs and nothing else", () => {
  expect(changesOf({ name: "A", many: [1], gone: null }, { name: "B", many: [1], gone: null })).toEqual({ name: "B" });
  expect(changesOf({ name: "A" }, { name: "A" })).toEqual({});
});

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { changesOf, disputed, rebased } from "./rebase.ts";

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

it("keeps what is typed back to a version of before, once a newer one is known", () => {
  const kept = rebased({ fields: { name: "A" }, base: { name: "A" } }, { name: "B" });
  expect(rebased({ ...kept, fields: { name: "A" } }, { name: "B" }).fields).toEqual({ name: "A" });
});

it("sends what differs and nothing else", () => {
  expect(changesOf({ name: "A", many: [1], gone: null }, { name: "B", many: [1], gone: null })).toEqual({ name: "B" });
  expect(changesOf({ name: "A" }, { name: "A" })).toEqual({});
});

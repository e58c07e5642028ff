import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assignWorkers } from "./assign.ts";

test("cameras are spread evenly, and none moves when others come or go", () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,3}$/), { maxLength: 40 });
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 6 }), (before, after, workers) => {
      const first = assignWorkers(new Map(), before, workers);
      const loads = Array.from({ length: workers }, (_, worker) => [...first.values()].filter((given) => given === worker).length);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      const second = assignWorkers(first, after, workers);
      expect([...second.keys()].toSorted()).toEqual(after.toSorted());
      for (const id of after) if (first.has(id)) expect(second.get(id)).toBe(first.get(id));
      for (const worker of second.values()) expect(worker).toBeLessThan(workers);
    }),
  );
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assignWorkers, CAMERAS_PER_WORKER } from "./assign.ts";

test("workers are filled one after the other, then evenly, and no camera moves when others come or go", () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,3}$/), { maxLength: 90, size: "max" });
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 4 }), (before, after, workers) => {
      const first = assignWorkers(new Map(), before, workers);
      const loads = Array.from({ length: workers }, (_, worker) => [...first.values()].filter((given) => given === worker).length);
      const begun = loads.filter((load) => load > 0).length;
      expect(begun).toBe(Math.min(workers, Math.ceil(before.length / CAMERAS_PER_WORKER)));
      if (before.length >= workers * CAMERAS_PER_WORKER) expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      const second = assignWorkers(first, after, workers);
      expect([...second.keys()].toSorted()).toEqual(after.toSorted());
      for (const id of after) if (first.has(id)) expect(second.get(id)).toBe(first.get(id));
      for (const worker of second.values()) expect(worker).toBeLessThan(workers);
    }),
  );
});

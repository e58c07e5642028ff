import * as fc from "fast-check";
import { expect, it } from "vitest";
import { orphanOf } from "./drafts.ts";
import { NO_DRAFT } from "./kept.ts";

it("takes the newest draft of a tab that is gone, and none that an open tab writes", () => {
  const drafts = fc.dictionary(fc.string(), fc.record({ draft: fc.constant(NO_DRAFT), at: fc.nat() }));
  fc.assert(
    fc.property(drafts, fc.func(fc.boolean()), (all, isOpen) => {
      const orphan = orphanOf(all, isOpen);
      const gone = Object.keys(all).filter((tab) => !isOpen(tab));
      expect(orphan === null).toBe(gone.length === 0);
      if (orphan === null) return;
      expect(gone).toContain(orphan);
      for (const tab of gone) expect(all[orphan]?.at).toBeGreaterThanOrEqual(all[tab]?.at ?? 0);
    }),
  );
});

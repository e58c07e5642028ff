import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSps } from "./sps.ts";
import { writeSets } from "./write-sets.ts";

test("the parameter sets of any size are read back", () => {
  const side = fc.integer({ min: 4, max: 1_000 }).map((half) => half * 4);
  fc.assert(
    fc.property(side, side, fc.boolean(), (width, height, isInterlaced) => {
      const { sps } = writeSets({ width, height, isInterlaced });
      expect(parseSps(sps)).toMatchObject({ width, height, framesOnly: !isInterlaced, framesPerSecond: null });
    }),
  );
});

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { addLeaf, EMPTY_FRONTIER, rootOfFrontier } from "./frontier.ts";
import { leafHash, rootOf } from "./merkle.ts";

it("knows the root after each leaf, from as many hashes as its size has bits", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 130 }), (entries) => {
      const leaves = entries.map(leafHash);
      let frontier = EMPTY_FRONTIER;
      for (const [i, leaf] of leaves.entries()) {
        expect(Buffer.compare(rootOfFrontier(frontier), rootOf(leaves.slice(0, i)))).toBe(0);
        frontier = addLeaf(frontier, leaf);
        expect(frontier.roots).toHaveLength((i + 1).toString(2).replaceAll("0", "").length);
      }
      expect(Buffer.compare(rootOfFrontier(frontier), rootOf(leaves))).toBe(0);
    }),
  );
});

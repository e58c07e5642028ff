import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toMetres } from "../town/projection.ts";
import { streetMap } from "../town/streets.ts";
import { placeBeside, placeOnStreet } from "./places.ts";

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Metres from a place to the nearest street. */
function offStreet(at: readonly [number, number]): number {
  const { nodes, edges } = streetMap().network;
  return Math.min(
    ...edges.map(({ from, to }) => {
      const [a, b] = [nodes[from]?.place ?? at, nodes[to]?.place ?? at];
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const along = Math.max(0, Math.min(1, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(a[0] + dx * along - at[0], a[1] + dy * along - at[1]);
    }),
  );
}

test("people stand on the town's streets, and beside each other", () => {
  fc.assert(
    fc.property(share, share, (a, b) => {
      const chances = [a, b];
      const { point, street } = placeOnStreet(() => chances.shift() ?? 0);
      expect(offStreet(toMetres(point))).toBeLessThan(2);
      expect(street.ar).not.toBe("");
      const [one, other] = [toMetres(point), toMetres(placeBeside(point, () => a))];
      expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeLessThan(60);
    }),
    { numRuns: 40 },
  );
});

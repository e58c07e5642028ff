import { expect, it, vi } from "vitest";
import { WhileOpen } from "./while-open.ts";

/** Stands for a map: like it, it throws when it is used after it was removed. */
function removable() {
  let removed = false;
  return {
    layer: () => {
      if (removed) throw new TypeError("Cannot read properties of undefined (reading 'setLayoutProperty')");
      return "drawn";
    },
    remove: vi.fn(() => {
      removed = true;
    }),
  };
}

it("an effect that still holds a closed map does nothing with it", () => {
  const map = removable();
  const held = new WhileOpen(map);
  expect(held.use((open) => open.layer())).toBe("drawn");
  held.close((open) => open.remove());
  expect(held.use((open) => open.layer())).toBeUndefined();
});

it("a map is closed once", () => {
  const map = removable();
  const held = new WhileOpen(map);
  held.close((open) => open.remove());
  held.close((open) => open.remove());
  expect(map.remove).toHaveBeenCalledOnce();
});

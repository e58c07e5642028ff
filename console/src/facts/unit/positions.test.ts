import { expect, it } from "vitest";
import { createPositions } from "./positions.ts";

const at = (second: number, lat: number) => ({ place: { lat, lon: 0 }, headingDeg: null, at: `2026-04-18T01:41:0${second}Z` });

it("keeps the newest by the phone's clock and the one before it", () => {
  const positions = createPositions();
  positions.receive("u", at(1, 1), 100);
  positions.receive("u", at(3, 3), 300);
  positions.receive("u", at(2, 2), 350);
  expect(positions.of("u")).toMatchObject({
    last: { place: { lat: 3 } },
    heardAt: 300,
    before: { place: { lat: 1 } },
    beforeHeardAt: 100,
  });
});

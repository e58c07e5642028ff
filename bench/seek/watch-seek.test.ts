import { expect, it } from "vitest";
import { landed, rightCodes } from "./watch-seek.ts";

it("knows the picture of a moment, and both at a change of pictures", () => {
  expect(rightCodes(1_000_020, 1_000_000)).toEqual([0]);
  expect(rightCodes(1_000_041, 1_000_000)).toEqual([0, 1]);
  expect(rightCodes(1_030_020, 1_000_000)).toEqual([0]);
});

it("takes the time of the right picture, and none if the seek ended on another", () => {
  const pictures = [
    { at: 120, code: 50 },
    { at: 180, code: 62 },
  ];
  expect(landed({ begunAt: 100, pictures }, [62])).toBe(80);
  expect(landed({ begunAt: 100, pictures }, [50])).toBeNull();
  expect(landed({ begunAt: 100, pictures: [] }, [50])).toBeNull();
});

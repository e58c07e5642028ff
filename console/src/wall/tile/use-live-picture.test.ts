import { expect, test } from "vitest";
import { needsSmall, type Asked } from "./use-live-picture.ts";

const asked = (changes: Partial<Asked> = {}): Asked => ({ cameraId: "c", stream: "main", hasSub: true, why: {}, ...changes });
const unplayable = { kind: "lost", since: 0, cause: "unplayable" } as const;

test("the small stream is shown where the browser cannot decode the large one, and there is a small one", () => {
  expect(needsSmall(asked(), unplayable)).toBe(true);
  expect(needsSmall(asked({ hasSub: false }), unplayable)).toBe(false);
  expect(needsSmall(asked({ stream: "sub" }), unplayable)).toBe(false);
  expect(needsSmall(asked(), { kind: "lost", since: 0, cause: "camera_unreachable" })).toBe(false);
  expect(needsSmall(asked(), { kind: "live" })).toBe(false);
});

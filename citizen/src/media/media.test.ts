import { expect, it } from "vitest";
import type { ChosenFile } from "../keep/kept.ts";
import { within } from "./shrink.ts";
import { hasRoom, PICTURES_MOST } from "./take-files.ts";

const file = (kind: ChosenFile["kind"]): ChosenFile => ({ fileId: kind, kind, bytes: 1, original: false, blurred: false, seconds: null });

it("makes a picture no longer than 2048 on its longer side, never larger, and never nothing", () => {
  expect(within(4000, 3000)).toEqual({ width: 2048, height: 1536 });
  expect(within(1200, 1600)).toEqual({ width: 1200, height: 1600 });
  expect(within(90_000, 3)).toEqual({ width: 2048, height: 1 });
});

it("takes five pictures or one film, and one voice note", () => {
  const pictures = Array.from({ length: PICTURES_MOST }, () => file("picture"));
  expect(hasRoom(pictures.slice(1), "picture")).toBe(true);
  expect(hasRoom(pictures, "picture")).toBe(false);
  expect(hasRoom(pictures, "film")).toBe(false);
  expect(hasRoom([file("film")], "picture")).toBe(false);
  expect(hasRoom([file("film")], "voice")).toBe(true);
  expect(hasRoom([file("voice")], "voice")).toBe(false);
});

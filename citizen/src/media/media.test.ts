import { expect, it } from "vitest";
import type { ChosenFile } from "../storage/kept.ts";
import { within } from "./shrink.ts";
import { hasRoom, isPictureBy, PICTURES_MOST } from "./accept-files.ts";

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

it("takes for a picture what a camera made, though this browser opens it not, and nothing else", () => {
  for (const [type, name] of [
    ["image/heic", "a"],
    ["", "IMG_1.HEIC"],
    ["application/octet-stream", "b.heif"],
  ] as const)
    expect(isPictureBy({ type, name, size: 9 })).toBe(true);
  for (const [type, name, size] of [
    ["application/pdf", "a.pdf", 9],
    ["", "a.exe", 9],
    ["image/heic", "a.heic", 0],
    ["text/html", "a.heic", 9],
  ] as const)
    expect(isPictureBy({ type, name, size })).toBe(false);
});

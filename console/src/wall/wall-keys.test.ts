import { describe, expect, it } from "vitest";
import { arrange } from "./grids.ts";
import { keyAct } from "./wall-keys.ts";

const cells = arrange("4", { width: 1600, height: 900 });
const press = (key: string, code = key, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});
const wall = { cells, active: 0, rtl: false };

describe("keys of the wall", () => {
  it("follows the eye in both directions of reading", () => {
    expect(keyAct(press("ArrowRight"), wall)).toEqual({ kind: "activate", slot: 1 });
    expect(keyAct(press("ArrowLeft"), { ...wall, rtl: true })).toEqual({ kind: "activate", slot: 1 });
    expect(keyAct(press("ArrowDown", "ArrowDown", { shiftKey: true }), wall)).toEqual({ kind: "swap", to: 2 });
  });

  it("is of physical keys, whatever letter they write", () => {
    expect(keyAct(press("ق", "KeyR"), wall)).toEqual({ kind: "replay" });
    expect(keyAct(press("٤", "Digit4"), wall)).toEqual({ kind: "activate", slot: 3 });
  });

  it("leaves what is not the wall's: other keys, tiles that are not shown, and Ctrl", () => {
    expect(keyAct(press("5", "Digit5"), wall)).toBeNull();
    expect(keyAct(press("q", "KeyQ"), wall)).toBeNull();
    expect(keyAct(press("k", "KeyC", { ctrlKey: true }), wall)).toBeNull();
  });
});

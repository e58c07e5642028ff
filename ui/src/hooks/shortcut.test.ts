import { describe, expect, it } from "vitest";
import { actsWhileTyping, ariaShortcut, matchesShortcut, shortcutLabel, type KeyPress } from "./shortcut.ts";

function press(code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("matching a key", () => {
  it("looks at the physical key, so the letter that an Arabic layout writes does not matter", () => {
    expect(matchesShortcut({ ...press("KeyA"), key: "ش" } as KeyPress, "KeyA")).toBe(true);
    expect(matchesShortcut(press("KeyQ"), "KeyA")).toBe(false);
  });

  it("wants exactly the modifiers written", () => {
    expect(matchesShortcut(press("KeyK", { ctrlKey: true }), "Ctrl+KeyK")).toBe(true);
    expect(matchesShortcut(press("KeyK", { metaKey: true }), "Ctrl+KeyK")).toBe(true);
    expect(matchesShortcut(press("KeyK"), "Ctrl+KeyK")).toBe(false);
    expect(matchesShortcut(press("KeyA", { ctrlKey: true }), "KeyA")).toBe(false);
    expect(matchesShortcut(press("KeyA", { altKey: true }), "KeyA")).toBe(false);
    expect(matchesShortcut(press("F6", { shiftKey: true }), "F6")).toBe(false);
    expect(matchesShortcut(press("F6", { shiftKey: true }), "Shift+F6")).toBe(true);
  });

  it("takes the number pad for the digits and its Enter for Enter", () => {
    expect(matchesShortcut(press("Numpad3"), "Digit3")).toBe(true);
    expect(matchesShortcut(press("NumpadEnter", { ctrlKey: true }), "Ctrl+Enter")).toBe(true);
    expect(matchesShortcut(press("NumpadAdd"), "Digit3")).toBe(false);
  });
});

describe("while a text is being written", () => {
  it.each(["F2", "Shift+F6", "Ctrl+KeyK", "Ctrl+Enter"])("%s still acts", (shortcut) => {
    expect(actsWhileTyping(shortcut)).toBe(true);
  });

  it.each(["KeyA", "Digit4", "Space", "Escape", "Shift+Slash", "Ctrl+KeyZ", "Ctrl+KeyV", "KeyF"])("%s belongs to the text", (shortcut) => {
    expect(actsWhileTyping(shortcut)).toBe(false);
  });
});

describe("writing a key", () => {
  it.each([
    ["Ctrl+KeyK", "Ctrl K", "Control+K"],
    ["F2", "F2", "F2"],
    ["ArrowUp", "↑", "ArrowUp"],
    ["Shift+Slash", "?", "Shift+/"],
    ["Digit4", "4", "4"],
    ["Escape", "Esc", "Escape"],
    ["Ctrl+Enter", "Ctrl Enter", "Control+Enter"],
  ])("%s is shown %s and announced %s", (shortcut, label, aria) => {
    expect(shortcutLabel(shortcut)).toBe(label);
    expect(ariaShortcut(shortcut)).toBe(aria);
  });
});

/**
 * A shortcut is written with physical keys (UI Events `code`), so that it is the same key on an Arabic, French or English
 * layout: `F2`, `KeyA`, `Digit1`, `Ctrl+KeyK`, `Shift+Slash`, `Ctrl+Enter`. On a Mac, Ctrl also takes Command.
 */
export type Shortcut = string;

export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface Parsed {
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export function parseShortcut(shortcut: Shortcut): Parsed {
  const parts = shortcut.split("+");
  return {
    code: parts.at(-1) ?? "",
    ctrl: parts.includes("Ctrl"),
    alt: parts.includes("Alt"),
    shift: parts.includes("Shift"),
  };
}

const twins: Readonly<Record<string, string>> = { NumpadEnter: "Enter", NumpadSubtract: "Minus", NumpadAdd: "Equal" };

export function matchesShortcut(press: KeyPress, shortcut: Shortcut): boolean {
  const wanted = parseShortcut(shortcut);
  const code = press.code.replace(/^Numpad(\d)$/u, "Digit$1");
  return (
    (twins[code] ?? code) === wanted.code &&
    (press.ctrlKey || press.metaKey) === wanted.ctrl &&
    press.altKey === wanted.alt &&
    press.shiftKey === wanted.shift
  );
}

/** Keys that edit a text belong to the text while one is being written. */
const editing = new Set(["KeyA", "KeyC", "KeyV", "KeyX", "KeyY", "KeyZ", "ArrowLeft", "ArrowRight", "Backspace", "Delete"]);

/** True if a shortcut may act while a text is being written: F-keys and Ctrl combinations, but not those that edit. */
export function actsWhileTyping(shortcut: Shortcut): boolean {
  const { code, ctrl } = parseShortcut(shortcut);
  return /^F\d{1,2}$/u.test(code) || (ctrl && !editing.has(code));
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Slash: "/",
  Comma: ",",
  Period: ".",
  Equal: "+",
  Minus: "−",
  PageUp: "PgUp",
  PageDown: "PgDn",
};

function keyName(code: string): string {
  return names[code] ?? code.replace(/^(Key|Digit)/u, "");
}

/** Label printed on the key: `Ctrl K`, `F2`, `↑`, `?`. */
export function shortcutLabel(shortcut: Shortcut): string {
  const { code, ctrl, alt, shift } = parseShortcut(shortcut);
  if (shift && code === "Slash" && !ctrl && !alt) return "?";
  return [ctrl && "Ctrl", alt && "Alt", shift && "Shift", keyName(code)].filter(Boolean).join(" ");
}

/** The value of `aria-keyshortcuts` (WAI-ARIA 1.2): `Control+K`. */
export function ariaShortcut(shortcut: Shortcut): string {
  const { code, ctrl, alt, shift } = parseShortcut(shortcut);
  const name = code.startsWith("Arrow") ? code : keyName(code);
  return [ctrl && "Control", alt && "Alt", shift && "Shift", name === "Esc" ? "Escape" : name].filter(Boolean).join("+");
}

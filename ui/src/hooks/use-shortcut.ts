import { useEffect, useEffectEvent, type RefObject } from "react";
import { actsWhileTyping, matchesShortcut, parseShortcut, type Shortcut } from "./shortcut.ts";

export interface ShortcutOptions {
  /** The region in which the key acts: focus must be inside. Without it the key acts everywhere. */
  readonly within?: RefObject<HTMLElement | null> | undefined;
  readonly enabled?: boolean | undefined;
  /** Also while a text is being written; F-keys and Ctrl combinations that do not edit always are. */
  readonly whileTyping?: boolean | undefined;
  /** Also when the key is held down. */
  readonly repeat?: boolean | undefined;
}

const notText = new Set(["button", "checkbox", "radio", "range", "submit", "reset", "file", "color", "image"]);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !notText.has(target.type);
}

/** An open modal dialog keeps letters to itself; F-keys (answer, acknowledge an alarm) still act. */
function heldByDialog(shortcut: Shortcut, within: HTMLElement | null | undefined): boolean {
  if (/^F\d/u.test(parseShortcut(shortcut).code)) return false;
  const dialog = document.querySelector("dialog:modal");
  return dialog !== null && !(within && dialog.contains(within));
}

/** Listeners of the screen as it is, each with its keys and its region. */
const listening = new Set<{ readonly keys: () => readonly Shortcut[]; readonly within: () => HTMLElement | null | undefined }>();

/** Shortcuts that would act now, were the focus on an element; for a list of what can be done. */
export function shortcutsInForce(focus: Element | null): ReadonlySet<Shortcut> {
  const found = [...listening].filter(({ within }) => {
    const region = within();
    return region === undefined || region?.contains(focus) === true;
  });
  return new Set(found.flatMap(({ keys }) => keys()));
}

/** Presses the keys of a shortcut on an element, as a person does. */
export function pressShortcut(shortcut: Shortcut, on: EventTarget): void {
  const { code, ctrl, alt, shift } = parseShortcut(shortcut);
  const key = code.replace(/^(Key|Digit)/u, "");
  const press = { code, key, ctrlKey: ctrl, altKey: alt, shiftKey: shift, bubbles: true, cancelable: true };
  on.dispatchEvent(new KeyboardEvent("keydown", press));
  on.dispatchEvent(new KeyboardEvent("keyup", press));
}

/**
 * Runs `act` when the physical key is pressed. The first listener that takes the key stops the others. Several shortcuts
 * may do the same thing.
 */
export function useShortcut(
  shortcut: Shortcut | readonly Shortcut[],
  act: (event: KeyboardEvent) => void,
  options: ShortcutOptions = {},
): void {
  const { within, enabled = true, whileTyping = false, repeat = false } = options;
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || (event.repeat && !repeat)) return;
    const keys = typeof shortcut === "string" ? [shortcut] : shortcut;
    const pressed = keys.find((key) => matchesShortcut(event, key));
    if (pressed === undefined) return;
    if (isTyping(event.target) && !whileTyping && !actsWhileTyping(pressed)) return;
    if (within && !(event.target instanceof Node && within.current?.contains(event.target))) return;
    if (heldByDialog(pressed, within?.current)) return;
    event.preventDefault();
    act(event);
  });
  const keysNow = useEffectEvent(() => (typeof shortcut === "string" ? [shortcut] : shortcut));
  const withinNow = useEffectEvent(() => within?.current);
  useEffect(() => {
    if (!enabled) return undefined;
    const one = { keys: () => keysNow(), within: () => withinNow() };
    listening.add(one);
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => {
      listening.delete(one);
      document.removeEventListener("keydown", listener);
    };
  }, [enabled]);
}

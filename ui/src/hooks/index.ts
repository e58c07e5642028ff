export { clearDrafts, draftKeys, readDraft, removeDraft, writeDraft, type Draft } from "./draft.ts";
export { actsWhileTyping, ariaShortcut, matchesShortcut, parseShortcut, shortcutLabel, type KeyPress, type Shortcut } from "./shortcut.ts";
export { useCutTitles } from "./use-cut-titles.ts";
export { isText, useDraft, type DraftState } from "./use-draft.ts";
export { useDelayed, useOnline, usePaused, useReducedMotion } from "./use-environment.ts";
export { roomNow, setRoomTime, useNow } from "./use-now.ts";
export { pressShortcut, shortcutsInForce, useShortcut, type ShortcutOptions } from "./use-shortcut.ts";

/** Every key of the room, for the help page; each is bound where it acts. Physical keys, so an Arabic layout works. */
export const KEYS_HELP = [
  {
    group: "everywhere",
    keys: [
      { keys: ["Ctrl+KeyK"], word: "palette" },
      { keys: ["Shift+Slash"], word: "help" },
      { keys: ["F6", "Shift+F6"], word: "region" },
      { keys: ["Ctrl+KeyN", "Alt+KeyN"], word: "new" },
      { keys: ["Ctrl+KeyZ"], word: "undo" },
      { keys: ["Escape"], word: "back" },
    ],
  },
  {
    group: "queue",
    keys: [
      { keys: ["ArrowUp", "ArrowDown"], word: "move" },
      { keys: ["Enter"], word: "open_card" },
      { keys: ["KeyA"], word: "assign_from_queue" },
      { keys: ["Slash"], word: "search" },
    ],
  },
  {
    group: "wall",
    keys: [
      { keys: ["Digit1", "Digit9"], word: "tile" },
      { keys: ["Enter"], word: "open_from_tile" },
      { keys: ["KeyR"], word: "replay" },
      { keys: ["KeyZ"], word: "enlarge" },
    ],
  },
  {
    group: "card",
    keys: [
      { keys: ["KeyA", "Digit1", "Digit9"], word: "assign" },
      { keys: ["KeyN"], word: "note" },
      { keys: ["KeyE"], word: "classify" },
      { keys: ["KeyP"], word: "priority" },
      { keys: ["KeyJ"], word: "merge" },
      { keys: ["KeyR"], word: "replay" },
      { keys: ["Ctrl+Enter"], word: "close" },
    ],
  },
] as const;

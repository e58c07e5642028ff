/**
 * Every key of the room, for the help page; each is bound where it acts, and `keys.test.ts` holds that none is missing here.
 * Physical keys, so an Arabic layout works. `to` ends a range: the digits 1 to 9.
 */
export const KEYS_HELP = [
  {
    group: "everywhere",
    keys: [
      { keys: ["Ctrl+KeyK"], word: "palette" },
      { keys: ["Shift+Slash"], word: "help" },
      { keys: ["F6", "Shift+F6"], word: "region" },
      { keys: ["Ctrl+KeyN", "Alt+KeyN"], word: "new" },
      { keys: ["Ctrl+KeyZ"], word: "undo" },
      { keys: ["F9"], word: "take_up" },
      { keys: ["F8"], word: "show_distress" },
      { keys: ["Shift+F9"], word: "end_distress" },
      { keys: ["F7"], word: "acknowledge_bolo" },
      { keys: ["Shift+F8"], word: "first_report" },
      { keys: ["F10"], word: "send_to_urgent" },
      { keys: ["Shift+F7"], word: "take_camera" },
      { keys: ["Alt+KeyA"], word: "alarms" },
      { keys: ["Alt+KeyL"], word: "lock" },
      { keys: ["Escape"], word: "back" },
    ],
  },
  {
    group: "phone",
    keys: [
      { keys: ["F2"], word: "answer" },
      { keys: ["F4"], word: "hand_on" },
      { keys: ["F3"], word: "hold" },
      { keys: ["Ctrl+KeyM"], word: "mute" },
      { keys: ["Shift+F3"], word: "keypad" },
      { keys: ["Shift+F4"], word: "together" },
      { keys: ["Shift+F2"], word: "hang_up" },
    ],
  },
  {
    group: "call",
    keys: [
      { keys: ["Digit1"], to: "Digit4", word: "urgent" },
      { keys: ["Digit5"], to: "Digit9", word: "choose" },
      { keys: ["Digit0", "Minus", "Equal", "KeyT", "KeyY", "KeyI"], word: "choose_on" },
      { keys: ["KeyE"], word: "nature" },
      { keys: ["KeyP"], word: "call_place" },
      { keys: ["KeyW"], word: "call_text" },
      { keys: ["Ctrl+Shift+Enter"], word: "send_help" },
      { keys: ["KeyJ"], word: "join_near" },
      { keys: ["Ctrl+Enter"], word: "make" },
      { keys: ["Alt+KeyR"], word: "recall" },
      { keys: ["Alt+KeyP"], word: "pause_recording" },
      { keys: ["Alt+KeyK"], word: "ask_by_keys" },
      { keys: ["Escape"], word: "card_back" },
    ],
  },
  {
    group: "report",
    keys: [
      { keys: ["KeyT"], word: "take_report" },
      { keys: ["Ctrl+Enter"], word: "make_of_report" },
      { keys: ["KeyJ"], word: "join_likely" },
      { keys: ["KeyQ", "KeyN"], word: "ask_author" },
      { keys: ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7"], word: "ready_question" },
      { keys: ["KeyV"], word: "next_file" },
      { keys: ["KeyE"], word: "report_nature" },
      { keys: ["KeyP"], word: "report_place" },
      { keys: ["KeyL"], word: "call_author" },
      { keys: ["KeyF"], word: "forward" },
      { keys: ["KeyC", "KeyO"], word: "close_report" },
      { keys: ["KeyU"], word: "part_report" },
      { keys: ["Escape"], word: "report_back" },
    ],
  },
  {
    group: "lists",
    keys: [
      { keys: ["Slash"], word: "search" },
      { keys: ["ArrowUp", "ArrowDown"], word: "move" },
      { keys: ["Home", "End"], word: "ends" },
      { keys: ["Ctrl+Enter"], word: "send" },
    ],
  },
  {
    group: "queue",
    keys: [
      { keys: ["ArrowUp", "ArrowDown"], word: "move" },
      { keys: ["PageUp", "PageDown"], word: "page" },
      { keys: ["Home", "End"], word: "ends" },
      { keys: ["Enter"], word: "open_card" },
      { keys: ["KeyA"], word: "assign_from_queue" },
    ],
  },
  {
    group: "units",
    keys: [
      { keys: ["Enter"], word: "open_card" },
      { keys: ["KeyM"], word: "unit_menu" },
      { keys: ["KeyR"], word: "reserve" },
      { keys: ["KeyS"], word: "service" },
      { keys: ["KeyC"], word: "hear" },
    ],
  },
  {
    group: "map",
    keys: [
      { keys: ["PageUp", "PageDown"], word: "thing" },
      { keys: ["Enter"], word: "map_here" },
      { keys: ["Home"], word: "map_home" },
      { keys: ["Slash"], word: "map_search" },
    ],
  },
  {
    group: "wall",
    keys: [
      { keys: ["Digit1"], to: "Digit9", word: "tile" },
      { keys: ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"], word: "tile_beside" },
      { keys: ["Shift+ArrowUp", "Shift+ArrowDown", "Shift+ArrowLeft", "Shift+ArrowRight"], word: "swap" },
      { keys: ["Enter"], word: "open_from_tile" },
      { keys: ["KeyR"], word: "replay" },
      { keys: ["KeyZ"], word: "enlarge" },
      { keys: ["KeyC"], word: "pick" },
      { keys: ["KeyS"], word: "seen" },
      { keys: ["Delete"], word: "remove" },
      { keys: ["Escape"], word: "wall_back" },
    ],
  },
  {
    group: "playback",
    keys: [
      { keys: ["Space"], word: "play" },
      { keys: ["KeyJ", "KeyL"], word: "shuttle" },
      { keys: ["KeyK"], word: "pause" },
      { keys: ["Comma", "Period"], word: "frame" },
      { keys: ["ArrowUp", "ArrowDown"], word: "second" },
      { keys: ["ArrowLeft", "ArrowRight"], word: "seconds" },
      { keys: ["PageUp", "PageDown"], word: "minute" },
      {
        keys: ["Shift+ArrowUp", "Shift+ArrowDown", "Shift+ArrowLeft", "Shift+ArrowRight", "Shift+PageUp", "Shift+PageDown"],
        word: "farther",
      },
      { keys: ["Home", "End"], word: "span_ends" },
    ],
  },
  {
    group: "card",
    keys: [
      { keys: ["KeyA"], word: "arm" },
      { keys: ["Digit1"], to: "Digit9", word: "assign" },
      { keys: ["KeyN"], word: "note" },
      { keys: ["Digit1"], to: "Digit9", word: "phrase" },
      { keys: ["KeyE"], word: "classify" },
      { keys: ["KeyP"], word: "priority" },
      { keys: ["KeyM"], word: "mark" },
      { keys: ["KeyU"], word: "person" },
      { keys: ["KeyF"], word: "forward" },
      { keys: ["KeyK"], word: "checklist" },
      { keys: ["KeyJ"], word: "merge" },
      { keys: ["KeyR"], word: "replay" },
      { keys: ["Ctrl+Enter"], word: "close" },
      { keys: ["Escape"], word: "card_back" },
    ],
  },
  {
    group: "lines",
    keys: [
      { keys: ["KeyB"], word: "call_back" },
      { keys: ["Escape"], word: "leave_wall" },
    ],
  },
  { group: "bulletin", keys: [{ keys: ["Ctrl+KeyP"], word: "print" }] },
] as const satisfies readonly KeyGroup[];

type KeyGroup = { readonly group: string; readonly keys: readonly KeyLine[] };
export type KeyLine = { readonly keys: readonly string[]; readonly to?: string; readonly word: string };

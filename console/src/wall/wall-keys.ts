import { neighbour, type Cell, type Way } from "./grids.ts";

/** Act of a key on the wall; `active` is the tile in hand. */
export type KeyAct =
  | { readonly kind: "activate"; readonly slot: number }
  | { readonly kind: "swap"; readonly to: number }
  | { readonly kind: "open" | "replay" | "enlarge" | "pick" | "remove" | "seen" | "back" };

type Press = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">;

const LETTERS: Readonly<Record<string, Exclude<KeyAct["kind"], "activate" | "swap">>> = {
  KeyR: "replay",
  KeyZ: "enlarge",
  KeyC: "pick",
  KeyS: "seen",
  Delete: "remove",
  Escape: "back",
  Enter: "open",
  NumpadEnter: "open",
};

function wayOf(key: string, rtl: boolean): Way | null {
  if (key === "ArrowUp") return "up";
  if (key === "ArrowDown") return "down";
  if (key === "ArrowLeft") return rtl ? "end" : "start";
  if (key === "ArrowRight") return rtl ? "start" : "end";
  return null;
}

/** Reads a key pressed on a tile: physical keys, so that an Arabic layout works; arrows as the eye sees the wall. Null: not ours. */
export function keyAct(
  press: Press,
  wall: { readonly cells: readonly Cell[]; readonly active: number; readonly rtl: boolean },
): KeyAct | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const way = wayOf(press.key, wall.rtl);
  if (way) {
    const slot = neighbour(wall.cells, wall.active, way);
    return press.shiftKey ? { kind: "swap", to: slot } : { kind: "activate", slot };
  }
  if (press.shiftKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code)?.[1];
  if (digit !== undefined) {
    const slot = Number(digit) - 1;
    return wall.cells.some((cell) => cell.slot === slot) ? { kind: "activate", slot } : null;
  }
  const kind = LETTERS[press.code];
  return kind === undefined ? null : { kind };
}

const PAGE = 8;

/** The row that a key moves to; null for a key that does not move, or an empty queue. */
export function nextInQueue(ids: readonly string[], active: string | null, key: string): string | null {
  const at = active === null ? -1 : ids.indexOf(active);
  const go = (index: number): string | null => ids[Math.min(ids.length - 1, Math.max(0, index))] ?? null;
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at < 0 ? ids.length - 1 : at - 1);
    case "PageDown":
      return go(at + PAGE);
    case "PageUp":
      return go(at - PAGE);
    case "Home":
      return go(0);
    case "End":
      return go(ids.length - 1);
    default:
      return null;
  }
}

/** Act of a key on the active row; null for any other key. */
export function rowAct({ key, code }: Pick<KeyboardEvent, "key" | "code">): "open" | "assign" | null {
  if (key === "Enter") return "open";
  return code === "KeyA" ? "assign" : null;
}

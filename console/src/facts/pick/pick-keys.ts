/** The line that a key moves to in a list; null for a key that does not move. */
export function movePick(active: number, count: number, key: string): number | null {
  if (count === 0) return null;
  const to = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return to(active + 1);
    case "ArrowUp":
      return to(active - 1);
    case "PageDown":
      return to(active + 8);
    case "PageUp":
      return to(active - 8);
    default:
      return null;
  }
}

let pressedAt = -Infinity;
const FRESH_MS = 4000;

/** Remembers that the call on the first page was pressed. A page that was loaded again, or gone back to, calls nobody. */
export function notePress(): void {
  pressedAt = performance.now();
}

/** True if it was pressed just now; answers so once. */
export function consumePress(): boolean {
  const isFresh = performance.now() - pressedAt < FRESH_MS;
  pressedAt = -Infinity;
  return isFresh;
}

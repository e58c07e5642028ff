/** Whether the room answered the last request of this page; null before the first answer. */
let reached: boolean | null = null;
const listeners = new Set<() => void>();

/** Notes whether a request got an answer, of whatever kind. */
export function noteReach(answered: boolean): void {
  if (reached === answered) return;
  reached = answered;
  for (const listener of listeners) listener();
}

export const isReached = (): boolean | null => reached;

/** Calls the listener when the room begins or stops to answer; ends with the returned function. */
export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

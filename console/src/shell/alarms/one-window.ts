export type OneWindow = Disposable & {
  /** Makes this window the one at once; the one before waits for its turn again. */
  readonly takeOver: () => void;
};

/**
 * Follows which window of a desk is the one that tells its alarms: the first that asked, until another takes over or it is closed. A browser
 * that has no locks, as on a page without TLS, lets each window be the one: an alarm that sounds twice is better than none.
 */
export function followOneWindow(
  name: string,
  onHeld: (held: boolean) => void,
  locks: Pick<LockManager, "request"> | null = (navigator as Partial<Navigator>).locks ?? null,
): OneWindow {
  if (locks === null) {
    onHeld(true);
    return { takeOver: () => undefined, [Symbol.dispose]: () => onHeld(false) };
  }
  let turn = 0;
  let isHeld = false;
  let letGo = (): void => undefined;
  const become = (held: boolean): void => {
    isHeld = held;
    onHeld(held);
  };
  const ask = (steals: boolean): void => {
    const own = (turn += 1);
    letGo();
    const waiting = new AbortController();
    const hold = (): Promise<void> => {
      if (own !== turn) return Promise.resolve();
      become(true);
      return new Promise((resolve) => (letGo = resolve));
    };
    letGo = () => waiting.abort();
    const over = (): void => {
      if (own !== turn) return;
      // Another window took over.
      become(false);
      ask(false);
    };
    locks.request(name, steals ? { steal: true } : { signal: waiting.signal }, hold).then(over, over);
  };
  ask(false);
  return {
    takeOver: () => {
      if (!isHeld) ask(true);
    },
    [Symbol.dispose]() {
      turn += 1;
      letGo();
      if (isHeld) become(false);
    },
  };
}

const LOCK = "amaliyat-patrol";

/** A browser that forbids its store may forbid its locks too, and an old one has none. */
function locksOf(): LockManager | null {
  try {
    return "locks" in navigator ? navigator.locks : null;
  } catch {
    return null;
  }
}

/** The work of this page while no other page of the phone works. `lost` resolves when another one takes over. */
export type Work = { readonly lost: Promise<void> };

/** A wait to become the only page. `come` resolves once this page is it, or if locks are forbidden. */
export type Turn = { readonly come: Promise<Work>; readonly takeOver: () => void };

type Listeners = { readonly onHeld: () => void; readonly onLost: () => void; readonly onForbidden: () => void };

/** Asks for the lock and holds it until another page steals it. */
async function hold(locks: LockManager, options: LockOptions, { onHeld, onLost, onForbidden }: Listeners): Promise<void> {
  let isHeld = false;
  const onLock = (): Promise<never> => {
    isHeld = true;
    onHeld();
    return new Promise(() => undefined);
  };
  try {
    await locks.request(LOCK, options, onLock);
  } catch {
    if (isHeld) onLost();
    else if (options.signal?.aborted !== true) onForbidden();
  }
}

/**
 * Waits until no other page of this phone works: two would overwrite each other's store. `takeOver` takes the work from the other page at
 * once, also if that page sleeps.
 */
export function turnOfThisPage(): Turn {
  const waiting = new AbortController();
  const locks = locksOf();
  let takeOver: () => void = () => undefined;
  const come = new Promise<Work>((resolve) => {
    const lost = new Promise<void>((onLost) => {
      const onHeld = (): void => resolve({ lost });
      const listeners = { onHeld, onLost, onForbidden: onHeld };
      takeOver = () => {
        waiting.abort();
        if (locks !== null) void hold(locks, { steal: true }, listeners);
      };
      // The names of the promises stand only after this turn.
      queueMicrotask(() => (locks === null ? onHeld() : void hold(locks, { signal: waiting.signal }, listeners)));
    });
  });
  return { come, takeOver };
}

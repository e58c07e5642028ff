/** Lets one pass at a time, `gapMs` apart, in the order of asking. A caller who gives up leaves no gap. */
export function createTurnstile(gapMs: number): (signal: AbortSignal) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, gapMs));
  return (signal) => {
    const mine = last;
    last = mine.then(() => (signal.aborted ? undefined : pause()));
    return mine;
  };
}

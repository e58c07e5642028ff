/** A body that moves lives longer than one that does not: in each `withinMs` of waiting come `leastBytes`, and all of it within `longestMs`. */
export type Pace = { readonly withinMs: number; readonly leastBytes: number; readonly longestMs: number };

/** Thrown if a body moves slower than its pace. */
export class SlowBody extends Error {}

/** Waits for the next piece so long and no longer; null where it did not come. */
async function within<T>(next: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), Math.max(0, ms))));
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
    // Nobody waits for it any more.
    next.catch(() => undefined);
  }
}

/**
 * Reads a body as long as it moves. The time that the reader itself takes between two pieces does not count. Leaving it early leaves the body
 * where it is, so that an answer still goes out. Throws `SlowBody`.
 */
export async function* movingBody(body: AsyncIterator<unknown>, pace: Pace): AsyncGenerator<Buffer> {
  let [all, waited, came] = [0, 0, 0];
  for (;;) {
    const begun = performance.now();
    const next = await within(body.next(), Math.min(pace.withinMs - waited, pace.longestMs - all));
    const took = performance.now() - begun;
    [all, waited] = [all + took, waited + took];
    if (next === null) throw new SlowBody("a body came slower than its pace");
    if (next.done === true) return;
    const piece = next.value as Buffer;
    came += piece.length;
    if (came >= pace.leastBytes) [waited, came] = [0, 0];
    yield piece;
  }
}

/** Throws away what still comes of a body, for so long and no longer: a sender who is cut off at once sees no answer. */
export async function discard(body: AsyncIterator<unknown>, ms: number): Promise<void> {
  const ends = performance.now() + ms;
  for (;;) {
    const next = await within(body.next(), ends - performance.now()).catch(() => null);
    if (next === null || next.done === true || performance.now() >= ends) return;
  }
}

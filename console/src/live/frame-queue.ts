/** Gathers what arrives and hands it over once per frame. */
export type FrameQueue<T> = Disposable & { readonly push: (item: T) => void };

/** Runs `work` soon; the returned function takes it back. */
export type Schedule = (work: () => void) => () => void;

/** Before the next picture; a window that is not shown draws none, so a timer stands in. */
export const nextFrame: Schedule = (work) => {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, 250);
  return () => {
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};

export function createFrameQueue<T>(onItems: (items: readonly T[]) => void, schedule: Schedule = nextFrame): FrameQueue<T> {
  let waiting: T[] = [];
  let cancel: (() => void) | null = null;
  return {
    push(item) {
      waiting.push(item);
      cancel ??= schedule(() => {
        cancel = null;
        const items = waiting;
        waiting = [];
        onItems(items);
      });
    },
    [Symbol.dispose]() {
      cancel?.();
      cancel = null;
      waiting = [];
    },
  };
}

const works = new Set<() => void>();

process.on("exit", () => {
  for (const work of [...works].toReversed()) {
    try {
      work();
    } catch {
      // What cannot be cleared away must not keep the rest from it.
    }
  }
});

/**
 * What is to be done, at once, if this process ends before the returned handle is disposed: after an exception nobody caught, nothing
 * that was started may go on. The last registered goes first.
 */
export function ifWeEnd(work: () => void): Disposable {
  works.add(work);
  return { [Symbol.dispose]: () => void works.delete(work) };
}

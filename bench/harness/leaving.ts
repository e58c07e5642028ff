const works = new Set<() => void>();

process.on("exit", () => {
  for (const work of [...works].toReversed()) {
    try {
      work();
    } catch {
      // A failed clean-up does not stop the others.
    }
  }
});

/**
 * Registers work to be done at once if this process ends before the returned handle is disposed. After an uncaught exception nothing that
 * was started may go on. The last registered runs first.
 */
export function ifWeEnd(work: () => void): Disposable {
  works.add(work);
  return { [Symbol.dispose]: () => void works.delete(work) };
}

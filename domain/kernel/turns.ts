/**
 * Work that is done one piece after the other, in the order in which it was given. A piece that fails rejects for its own caller alone: the next
 * begins all the same.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins `work` when everything given before it is done. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Resolves when everything given so far is done, well or not. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

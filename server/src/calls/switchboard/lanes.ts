/**
 * Work in lanes: what shares a lane is done one after the other, in the order in which it was given; all else side by side. Nothing that
 * is given may throw.
 */
export class Lanes {
  readonly #last = new Map<string, Promise<void>>();

  /** Begins when all that was given to any of these lanes before is done. */
  run(lanes: readonly string[], work: () => Promise<void>): Promise<void> {
    const before = lanes.flatMap((lane) => this.#last.get(lane) ?? []);
    const done = Promise.all(before).then(work);
    for (const lane of lanes) this.#last.set(lane, done);
    void done.then(() => {
      for (const lane of lanes) if (this.#last.get(lane) === done) this.#last.delete(lane);
    });
    return done;
  }

  /** Ends when all that was given so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}

/** Work for the disk, one piece after the other, with a count of the bytes that wait. */
export class DiskQueue {
  pendingBytes = 0;
  #tail: Promise<void> = Promise.resolve();

  /** `work` handles its own failures; one that throws is a bug and rejects `drained`. */
  add(bytes: number, work: () => Promise<void>): void {
    this.pendingBytes += bytes;
    this.#tail = this.#tail.then(work).finally(() => {
      this.pendingBytes -= bytes;
    });
  }

  /** Resolves when everything added so far is done. */
  drained(): Promise<void> {
    return this.#tail;
  }
}

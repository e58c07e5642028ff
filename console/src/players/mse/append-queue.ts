/**
 * The work on one source buffer, one piece after the other (W3C Media Source Extensions: nothing may be asked of a buffer that is
 * updating). Work that still waits when the queue is cleared or disposed never runs, and its promise gives false.
 */
export class AppendQueue implements Disposable {
  readonly #buffer: SourceBuffer;
  #waiting: {
    readonly work: (buffer: SourceBuffer) => void;
    readonly done: (ran: boolean) => void;
    readonly fail: (cause: unknown) => void;
  }[] = [];
  #running = false;
  #closed = false;

  constructor(buffer: SourceBuffer) {
    this.#buffer = buffer;
  }

  get buffer(): SourceBuffer {
    return this.#buffer;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Rejects with the error of the buffer. */
  run(work: (buffer: SourceBuffer) => void): Promise<boolean> {
    return new Promise((done, fail) => {
      if (this.#closed) return done(false);
      this.#waiting.push({ work, done, fail });
      return this.#next();
    });
  }

  append(bytes: BufferSource): Promise<boolean> {
    return this.run((buffer) => buffer.appendBuffer(bytes));
  }

  /** Drops waiting work; the current work of the buffer goes on to its end. */
  clear(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    for (const { done } of dropped) done(false);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.clear();
  }

  #next(): void {
    if (this.#running) return;
    const item = this.#waiting.shift();
    if (!item) return;
    this.#running = true;
    const settle = (): void => {
      this.#running = false;
      this.#next();
    };
    try {
      item.work(this.#buffer);
    } catch (cause) {
      item.fail(cause);
      return settle();
    }
    const end = (): void => {
      item.done(true);
      settle();
    };
    if (this.#buffer.updating) this.#buffer.addEventListener("updateend", end, { once: true });
    else end();
  }
}

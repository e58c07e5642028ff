/** Reads a stream in the parts that its two ends agreed on: lines and runs of bytes. Neither end believes the other about lengths. */
export class Parts {
  readonly #stream: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#stream = stream[Symbol.asyncIterator]();
  }

  /** True once the stream has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The next line, without its end; null where the stream ends before, or the line is longer than that. */
  async line(maxLength: number): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf(10);
      if (end > maxLength || (end < 0 && this.#held.length > maxLength)) return null;
      if (end >= 0) return this.#taken(end + 1).toString("utf8", 0, end);
      if (!(await this.#more())) return null;
    }
  }

  /** The next bytes; null where the stream ends before. */
  async bytes(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0;) {
      if (this.#held.length === 0 && !(await this.#more())) return null;
      const part = this.#taken(Math.min(missing, this.#held.length));
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
  }

  #taken(count: number): Buffer {
    const part = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return part;
  }

  async #more(): Promise<boolean> {
    const next = await this.#stream.next();
    if (next.done === true) {
      this.#isOver = true;
      return false;
    }
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    return true;
  }
}

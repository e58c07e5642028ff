const LEAST = 4096;
const KEEP = 64;

/**
 * Memory for packets on their way, used again once the operating system has taken them. Measured with 32 streams of 4 Mbit/s: a fresh
 * buffer per picture cost a third of the program's time in garbage collection.
 */
export class BlockPool {
  readonly #free = new Map<number, Buffer[]>();

  /** A buffer of exactly `size` bytes with whatever was in it. */
  acquire(size: number): Buffer {
    const block = classOf(size);
    return (this.#free.get(block)?.pop() ?? Buffer.allocUnsafeSlow(block)).subarray(0, size);
  }

  /** Gives a buffer back; the caller may not use it after this. */
  release(buffer: Buffer): void {
    const block = buffer.buffer.byteLength;
    const list = this.#free.get(block) ?? [];
    if (list.length < KEEP) list.push(Buffer.from(buffer.buffer, 0, block));
    this.#free.set(block, list);
  }
}

const classOf = (size: number): number => 2 ** Math.ceil(Math.log2(Math.max(size, LEAST)));

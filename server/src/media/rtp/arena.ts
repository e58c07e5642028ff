const STEP = 64 * 1024;

/**
 * Buffers that are used again and again, in sizes of 64 KiB steps. Coded pictures are put together, written to disk and kept for the next
 * viewer without a new allocation. So the garbage collector has nothing to do (one of the two suspects for the stalls of the trial).
 */
export class ArenaPool {
  #free: Buffer[] = [];
  #freeBytes = 0;
  readonly #maxBytes: number;

  /**
   * Keeps at most `maxBytes` that nobody uses. Cameras that send their key frames in step give back two seconds of pictures at once (1 MB
   * each at 4 Mbit/s). Buffers beyond the limit are garbage of the costly kind.
   */
  constructor(maxBytes = 64 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  /** A buffer of at least `bytes`, and at most twice that. Its content is arbitrary. */
  acquire(bytes: number): Buffer {
    const size = Math.max(STEP, Math.ceil(bytes / STEP) * STEP);
    const at = this.#free.findIndex((buffer) => buffer.length >= size && buffer.length <= size * 2);
    if (at < 0) return Buffer.allocUnsafeSlow(size);
    const [buffer] = this.#free.splice(at, 1);
    if (buffer) this.#freeBytes -= buffer.length;
    return buffer ?? Buffer.allocUnsafeSlow(size);
  }

  /** The caller may not touch the buffer after this. */
  release(buffer: Buffer): void {
    if (this.#freeBytes + buffer.length > this.#maxBytes) return;
    this.#free.push(buffer);
    this.#freeBytes += buffer.length;
  }
}

/** A growing run of bytes at the head of one pooled buffer. */
export class Arena {
  buffer: Buffer;
  used = 0;
  readonly #pool: ArenaPool;

  constructor(pool: ArenaPool, bytes = STEP) {
    this.#pool = pool;
    this.buffer = pool.acquire(bytes);
  }

  /** Appends `bytes[from, to)`. */
  append(bytes: Buffer, from: number, to: number): void {
    const used = this.used + to - from;
    if (used > this.buffer.length) this.grow(used);
    bytes.copy(this.buffer, this.used, from, to);
    this.used = used;
  }

  /** Makes room for `bytes` in all. */
  grow(bytes: number): void {
    if (bytes <= this.buffer.length) return;
    const larger = this.#pool.acquire(Math.max(bytes, this.buffer.length + STEP));
    this.buffer.copy(larger, 0, 0, this.used);
    this.#pool.release(this.buffer);
    this.buffer = larger;
  }

  /** Hands out the buffer and begins a new one with the bytes from `from` on. The receiver gives the buffer to the pool. */
  cut(from: number): Buffer {
    const full = this.buffer;
    const kept = this.used - from;
    // The next run will be about as long as this one was.
    this.buffer = this.#pool.acquire(Math.max(kept, from));
    full.copy(this.buffer, 0, from, this.used);
    this.used = kept;
    return full;
  }

  /** Gives the buffer back; the arena is not used afterwards. */
  release(): void {
    this.#pool.release(this.buffer);
    this.used = 0;
  }
}

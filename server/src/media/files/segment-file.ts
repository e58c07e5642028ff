import { join } from "node:path";
import { fragmentHead } from "../fmp4/fragment.ts";
import { initSegment } from "../fmp4/init-segment.ts";
import { ticksToMs } from "../fmp4/read-boxes.ts";
import type { Fragment } from "../ingest/assembler.ts";
import type { DecoderConfig } from "../decoder-config.ts";
import type { GapCause, SegmentClosed } from "../model.ts";
import type { DiskQueue } from "./disk-queue.ts";
import { causeOfDiskError, codeOf, writeAll, type Disk, type DiskFile } from "./disk.ts";
import { encodeIndex, type FragmentEntry } from "./fragment-index.ts";
import { segmentPath } from "./layout.ts";

export type SegmentHandlers = {
  /** The first fragment is on disk. */
  opened(file: SegmentFile): void;
  /** The file is complete with its index. Not called for a file that got no fragment. */
  closed(event: SegmentClosed): void;
  /** The disk refused. Everything written before `endMs` stays and plays. */
  failed(file: SegmentFile, cause: GapCause, endMs: number): void;
};

/**
 * One file of a recording while it is written. Calls only queue work; the thread pool does it in order: one `writev` per fragment,
 * at a given position, so that a torn write is overwritten or cut off.
 */
export class SegmentFile {
  readonly cameraId: string;
  readonly config: DecoderConfig;
  path: string;
  startedAt: number;
  /** End of the media written so far, ms since epoch. */
  endMs: number;
  readonly #root: string;
  readonly #queue: DiskQueue;
  readonly #disk: Disk;
  readonly #handlers: SegmentHandlers;
  readonly #origin: number;
  readonly #entries: FragmentEntry[] = [];
  #handle: DiskFile | null = null;
  #position = 0;
  #initBytes = 0;
  #failed = false;

  constructor(options: {
    readonly cameraId: string;
    readonly root: string;
    readonly startedAt: number;
    readonly first: Fragment;
    readonly queue: DiskQueue;
    readonly disk: Disk;
    readonly handlers: SegmentHandlers;
  }) {
    this.cameraId = options.cameraId;
    this.#root = options.root;
    this.startedAt = options.startedAt;
    this.endMs = options.startedAt;
    this.path = segmentPath(options.cameraId, options.startedAt);
    this.config = options.first.config;
    this.#origin = options.first.pictures[0]?.dts ?? 0;
    this.#queue = options.queue;
    this.#disk = options.disk;
    this.#handlers = options.handlers;
  }

  /** Queues one fragment and holds its buffer until it is written. */
  append(fragment: Fragment): void {
    const time = (fragment.pictures[0]?.dts ?? 0) - this.#origin;
    const ticks = fragment.pictures.reduce((sum, picture) => sum + picture.duration, 0);
    this.endMs = this.startedAt + ticksToMs(time + ticks);
    fragment.retain();
    this.#queue.add(fragment.bytes, async () => {
      try {
        if (!this.#failed) await this.#write(fragment, time, ticks);
      } catch (error) {
        await this.#fail(error);
      } finally {
        fragment.release();
      }
    });
  }

  /** Queues the end of the file. `endedAt` is what the next file begins with, or `endMs`. */
  close(endedAt: number): void {
    this.#queue.add(0, async () => {
      if (this.#failed || this.#handle === null) return;
      try {
        const index = encodeIndex(this.#initBytes, this.#entries);
        await writeAll(this.#handle, [index], this.#position);
        this.#position += index.length;
        await this.#handle.close();
        this.#closed(endedAt);
      } catch (error) {
        await this.#fail(error);
      }
    });
  }

  async #write(fragment: Fragment, time: number, ticks: number): Promise<void> {
    const first = this.#handle === null;
    const init = first ? initSegment(this.config) : null;
    this.#handle ??= await this.#create();
    const startMs = this.startedAt + ticksToMs(time);
    const head = fragmentHead(this.#entries.length + 1, time, startMs, fragment.pictures);
    const data = fragment.buffer.subarray(0, fragment.bytes);
    await writeAll(this.#handle, init ? [init, head, data] : [head, data], this.#position);
    this.#initBytes = init?.length ?? this.#initBytes;
    const offset = this.#position + (init?.length ?? 0);
    const size = head.length + data.length;
    const frames = fragment.pictures.length;
    this.#entries.push({ offset, size, startMs, durationMs: ticksToMs(ticks), frames, key: fragment.key });
    this.#position = offset + size;
    if (first) this.#handlers.opened(this);
  }

  /** Another file of the same millisecond is left by a clock that was set back: the name moves on by one. */
  async #create(): Promise<DiskFile> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.#disk.create(join(this.#root, this.path));
      } catch (error) {
        if (codeOf(error) !== "EEXIST" || tries > 100) throw error;
        this.startedAt++;
        this.path = segmentPath(this.cameraId, this.startedAt);
      }
    }
  }

  async #fail(error: unknown): Promise<void> {
    this.#failed = true;
    const last = this.#entries.at(-1);
    const endMs = last ? last.startMs + last.durationMs : this.startedAt;
    await this.#rescue(endMs);
    this.#handlers.failed(this, causeOfDiskError(error), endMs);
  }

  /** Leaves a file that ends after its last whole fragment. The index may not fit: then it is made when the file is read. */
  async #rescue(endMs: number): Promise<void> {
    const file = this.#handle;
    if (file === null) return;
    const media = this.#entries.reduce((sum, entry) => sum + entry.size, this.#initBytes);
    const steps = [
      () => file.truncate(media),
      () => writeAll(file, [encodeIndex(this.#initBytes, this.#entries)], media),
      () => file.close(),
      ...(this.#entries.length === 0 ? [() => this.#disk.unlink(join(this.#root, this.path))] : []),
    ];
    for (const step of steps) await step().catch(() => undefined);
    this.#position = media;
    if (this.#entries.length > 0) this.#closed(endMs);
  }

  #closed(endedAt: number): void {
    const { cameraId, path, startedAt, config } = this;
    const frames = this.#entries.reduce((sum, entry) => sum + entry.frames, 0);
    const { width, height, codec } = config;
    const end = Math.round(endedAt);
    this.#handlers.closed({
      kind: "segment-closed",
      cameraId,
      path,
      startedAt,
      endedAt: end,
      bytes: this.#position,
      frames,
      width,
      height,
      codec,
    });
  }
}

import { DiskQueue } from "../files/disk-queue.ts";
import type { Disk } from "../files/disk.ts";
import { SegmentFile, type SegmentHandlers } from "../files/segment-file.ts";
import type { GapCause, MediaEvent } from "../model.ts";
import type { Tuning } from "../tuning.ts";
import type { Fragment } from "./assembler.ts";
import { GapLog, type OpenGap } from "./gap-log.ts";
import { partAtKey } from "./open-key.ts";

/** Two files are one recording if the second begins within this of the end of the first by the wall clock. */
const CONTIGUOUS_MS = 2_000;

/**
 * Puts the fragments of one camera into files and accounts for what is missing. A file never spans an interruption; every
 * file begins with a key frame.
 */
export class Recorder {
  readonly gaps: GapLog;
  readonly #options: RecorderOptions;
  readonly #queue = new DiskQueue();
  #file: SegmentFile | null = null;
  /** Files whose first fragment is not on disk yet, with the gap that begins at their end. */
  readonly #unconfirmed = new Map<SegmentFile, OpenGap | null>();
  #failedAt = Number.NEGATIVE_INFINITY;
  #slow = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.gaps = new GapLog(options.cameraId, options.openGap, options.emit);
  }

  fragment(fragment: Fragment): void {
    if (!this.#diskReady(fragment)) return;
    const file = this.#file;
    const parts = fragment.key ? partAtKey(fragment) : null;
    if (file && !(parts && this.#endsBefore(file, fragment, parts.startMs))) return file.append(fragment);
    if (!parts) return;
    const { earlier, startMs } = parts;
    const own = parts.own();
    if (file) {
      // Other parameter sets decode nothing of the file before.
      if (earlier !== null && file.config === fragment.config) file.append(earlier);
      this.#turnPage(file, startMs);
    }
    this.#file = this.#open(own, startMs);
    this.#file.append(own);
  }

  /** No pictures from here on, until a fragment comes. */
  interrupted(cause: GapCause): void {
    const file = this.#file;
    if (!file) {
      if (this.#unconfirmed.size === 0) this.gaps.begin(this.#options.now(), cause);
      return;
    }
    this.#file = null;
    file.close(file.endMs);
    if (this.#unconfirmed.has(file)) this.#unconfirmed.set(file, { from: file.endMs, cause });
    else this.gaps.begin(file.endMs, cause);
  }

  /** The camera showed the same picture for a span, or nothing. */
  froze(fromMs: number, toMs: number): void {
    if (this.#file) this.gaps.past(fromMs, toMs, "camera_stalled");
  }

  /** Closes the file; a gap with the cause begins. Resolves when everything is on disk. */
  async stop(cause: GapCause): Promise<void> {
    this.interrupted(cause);
    this.#file?.close(this.#file.endMs);
    this.#file = null;
    await this.#queue.drained();
  }

  /** False while the disk is not to be troubled: after a failure for a while, and while too much waits for it. */
  #diskReady(fragment: Fragment): boolean {
    const { tuning, now, hasRoom } = this.#options;
    const waited = now() - this.#failedAt;
    // Less than nothing: the clock was set back since.
    if (waited >= 0 && waited < tuning.diskRetryMs) return false;
    if (!hasRoom()) {
      this.interrupted("disk_full");
      return false;
    }
    if (this.#slow && this.#queue.pendingBytes > tuning.diskQueueBytes / 4) return false;
    this.#slow = this.#queue.pendingBytes + fragment.bytes > tuning.diskQueueBytes;
    if (this.#slow) this.interrupted("disk_slow");
    return !this.#slow;
  }

  #endsBefore(file: SegmentFile, next: Fragment, startMs: number): boolean {
    const { segmentMs } = this.#options.tuning;
    return file.config !== next.config || Math.floor(startMs / segmentMs) !== Math.floor(file.startedAt / segmentMs);
  }

  /** Ends a file where the next begins; if the clock was put forward between them, the hole is told. */
  #turnPage(file: SegmentFile, startMs: number): void {
    this.#file = null;
    const hole = startMs - file.endMs;
    const contiguous = Math.abs(hole) <= CONTIGUOUS_MS && startMs > file.startedAt;
    file.close(contiguous ? startMs : file.endMs);
    if (!contiguous && hole > 0) this.gaps.past(file.endMs, startMs, "clock_changed");
  }

  #open(first: Fragment, startMs: number): SegmentFile {
    const { cameraId, root, disk } = this.#options;
    const startedAt = Math.round(startMs);
    const file = new SegmentFile({ cameraId, root, disk, startedAt, first, queue: this.#queue, handlers: this.#handlers });
    this.#unconfirmed.set(file, null);
    return file;
  }

  readonly #handlers: SegmentHandlers = {
    opened: (file) => {
      this.gaps.end(file.startedAt);
      const { path, startedAt, config } = file;
      this.#options.emit({ kind: "segment-opened", cameraId: file.cameraId, path, startedAt, codec: config.codec });
      const next = this.#unconfirmed.get(file) ?? null;
      this.#unconfirmed.delete(file);
      if (next) this.gaps.begin(next.from, next.cause);
    },
    closed: (event) => this.#options.emit(event),
    failed: (file, cause, endMs) => {
      this.#failedAt = this.#options.now();
      this.#unconfirmed.delete(file);
      if (this.#file === file) this.#file = null;
      this.gaps.begin(endMs, cause);
    },
  };
}

export type RecorderOptions = {
  readonly cameraId: string;
  readonly root: string;
  readonly disk: Disk;
  readonly tuning: Tuning;
  /** False where what is written now would take the room of something else. */
  readonly hasRoom: () => boolean;
  /** A gap that was told before this recorder was made. */
  readonly openGap: OpenGap | null;
  readonly now: () => number;
  readonly emit: (event: MediaEvent) => void;
};

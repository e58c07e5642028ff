import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { gather } from "../../platform/gather.ts";
import type { Source } from "../../platform/sealed/index.ts";
import { originalOf, type Files } from "./files.ts";
import { fileById, isWhole, markDropped, type KnownFile } from "./files-store.ts";
import { acceptArrivals } from "./accept-arrivals.ts";

type Refused = Refusal<ErrorCode>;

/** So many files are sealed side by side: while the disk writes one the next is read. Each holds a chunk of 1 MiB twice. */
const SEALED_AT_ONCE = 4;

/** One transaction for all files that came whole within this time; their senders wait for the answer, whoever sends a report does not. */
const TOGETHER = { everyMs: 60, limit: 50 } as const;

/** Accepts files, each once at a time however often it is asked for; few are sealed side by side, and their rows are written in groups. */
export class Intake {
  readonly #files: Files;
  readonly #acceptArrival: (fileId: string) => Promise<boolean>;
  readonly #running = new Map<string, Promise<Result<null, Refused>>>();
  readonly #waiting: (() => void)[] = [];
  #free = SEALED_AT_ONCE;

  constructor(files: Files) {
    this.#files = files;
    this.#acceptArrival = gather({ ...TOGETHER, work: (fileIds) => acceptArrivals(files, fileIds) });
  }

  /** Accepts a file, of which the caller knows how it stood a moment ago. */
  accept(file: KnownFile): Promise<Result<null, Refused>> {
    const { fileId } = file;
    const running = this.#running.get(fileId) ?? this.#accept(file).finally(() => this.#running.delete(fileId));
    this.#running.set(fileId, running);
    return running;
  }

  /**
   * Accepts a file whose bytes are all there. Its hash is computed over the bytes on the disk; a file that differs from its announcement
   * is dropped and waited for again. A right one is sealed, then recorded, then its part is deleted. A crash between any two is carried on
   * from the part, which is the last to go. The same step asks whether its report still stands.
   */
  async #accept(known: KnownFile): Promise<Result<null, Refused>> {
    const { parts, sealed } = this.#files;
    const { fileId } = known;
    const drop = () => parts.drop(fileId);
    if (known.isOver) {
      await drop();
      return refuse({ code: "file.not_announced" });
    }
    if (isWhole(known)) {
      await drop();
      return ok(null);
    }
    await using file = await parts.open(fileId);
    if (file === null) return this.#taken(fileId);
    if (!(await this.#inTurn(() => this.#seal(known, file)))) {
      await drop();
      await transaction(this.#files.db, SYSTEM, (tx) => markDropped(tx, fileId));
      return refuse({ code: "file.not_what_was_announced" });
    }
    const isKept = await this.#acceptArrival(fileId);
    if (!isKept) await sealed.drop(fileId);
    await drop();
    return isKept ? ok(null) : refuse({ code: "file.not_announced" });
  }

  /** Another request took it in meanwhile, or it was taken back: its part is gone. */
  async #taken(fileId: string): Promise<Result<null, Refused>> {
    const file = await transaction(this.#files.db, SYSTEM, (tx) => fileById(tx, fileId), { readOnly: true });
    return file !== null && !file.isOver && isWhole(file) ? ok(null) : refuse({ code: "file.not_announced" });
  }

  /** False where the file is not what was announced. */
  async #seal({ fileId, reference, sha256 }: KnownFile, file: Source): Promise<boolean> {
    const { isKept } = await this.#files.sealed.write(originalOf(fileId), file, sha256);
    if (!isKept) this.#files.log.warn({ fileId, report: reference }, "reports: file differs from its announcement");
    return isKept;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

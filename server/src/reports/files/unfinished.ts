import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Files } from "./files.ts";
import { giveUpPart } from "./repair.ts";

const MIB = 1024 ** 2;

/**
 * What may lie unfinished. Parts at rest are counted by network, not those under way: a mobile operator lets thousands share an address, and
 * many may send at once; whoever leaves parts lying is limited. A film of 100 MiB always has room, and the rest beside it.
 */
export const MOST_AT_REST = { bytesByNetwork: 128 * MIB, filesByNetwork: 200, bytesByReport: 128 * MIB } as const;
/** What one network may have under way at once, parts at rest included. */
export const MOST_BY_NETWORK = 1024 * MIB;
/** A phone with a link tries again within a minute. What is left for longer makes room where room is asked for. */
export const LEFT_AFTER_MS = 5 * 60_000;

type Part = {
  readonly network: string;
  readonly reportId: string;
  bytes: number;
  /** Requests that bring bytes of it now, and what they may bring. */
  running: number;
  coming: number;
  touchedAt: number;
};

type Asked = {
  readonly fileId: string;
  readonly reportId: string;
  readonly network: string;
  readonly has: number;
  readonly coming: number;
};

const sum = (parts: readonly Part[], of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);

/**
 * Knows which parts lie unfinished, by network and report, in memory: after a restart what lay there counts only towards the total, which
 * the disk itself tells.
 */
export class Unfinished {
  readonly #files: Files;
  readonly #parts = new Map<string, Part>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** Refuses bytes of a file where too much lies unfinished already; what others of the same network left makes room before that. */
  async check(asked: Asked, at: number): Promise<Result<null, Refusal<ErrorCode>>> {
    if (!this.#fits(asked)) await this.#makeRoom(asked, at);
    return this.#fits(asked) ? ok(null) : refuse({ code: "file.too_many_unfinished" });
  }

  /** A file is begun, or brought on; the size of what has come is looked up when the work is over. */
  async during(asked: Asked, at: number, work: () => Promise<void>): Promise<void> {
    const { fileId, network, reportId, has, coming } = asked;
    const part = this.#parts.get(fileId) ?? { network, reportId, bytes: has, running: 0, coming: 0, touchedAt: at };
    this.#parts.set(fileId, part);
    part.running += 1;
    part.coming = coming;
    part.touchedAt = at;
    try {
      await work();
    } finally {
      part.running -= 1;
      part.coming = 0;
      const size = await this.#files.parts.sizeOf(fileId).catch(() => null);
      // It is whole, or was dropped.
      if (size === null) this.#parts.delete(fileId);
      else part.bytes = size;
    }
  }

  #fits({ fileId, reportId, network, has, coming }: Asked): boolean {
    const others = [...this.#parts].filter(([id]) => id !== fileId).map(([, part]) => part);
    const near = others.filter((part) => part.network === network);
    const atRest = near.filter(({ running }) => running === 0);
    const own = has + coming;
    return (
      sum(atRest, ({ bytes }) => bytes) + own <= MOST_AT_REST.bytesByNetwork &&
      atRest.length < MOST_AT_REST.filesByNetwork &&
      sum(near, ({ bytes, coming: more }) => bytes + more) + own <= MOST_BY_NETWORK &&
      sum(
        others.filter((part) => part.reportId === reportId),
        ({ bytes, coming: more }) => bytes + more,
      ) +
        own <=
        MOST_AT_REST.bytesByReport
    );
  }

  /** Gives up what was left for a while, the longest left first, until the file fits. */
  async #makeRoom(asked: Asked, at: number): Promise<void> {
    const left = [...this.#parts]
      .filter(([id, part]) => id !== asked.fileId && part.network === asked.network && part.running === 0)
      .filter(([, { touchedAt }]) => touchedAt <= at - LEFT_AFTER_MS)
      .toSorted(([, a], [, b]) => a.touchedAt - b.touchedAt);
    for (const [fileId] of left) {
      if (this.#fits(asked)) return;
      this.#parts.delete(fileId);
      await giveUpPart(this.#files, fileId);
    }
  }
}

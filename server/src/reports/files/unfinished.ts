import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Files } from "./files.ts";
import { giveUpPart } from "./repair.ts";

const MIB = 1024 ** 2;

/**
 * Most that may lie unfinished. Parts at rest are counted, not those under way: a mobile operator lets thousands share an address, and many may
 * send at once; whoever leaves parts lying is limited. A film of 100 MiB always has room, and the rest beside it. One line fills a quarter
 * of its network at most.
 */
export const MOST_AT_REST = {
  address: { bytes: 128 * MIB, files: 200 },
  network: { bytes: 512 * MIB, files: 800 },
  bytesByReport: 128 * MIB,
} as const;
/** Unfinished bytes that one network may have at once, parts at rest included. */
export const MOST_BY_NETWORK = 1024 * MIB;
/** A phone with a link tries again within a minute. Parts left for longer give way to others when room is needed. */
export const LEFT_AFTER_MS = 5 * 60_000;

type Part = {
  readonly network: string;
  readonly address: string;
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
  /** The line within the network. */
  readonly address: string;
  readonly has: number;
  readonly coming: number;
};

/** The part of what a network may have at rest that one file takes. The asker's own new file counts too, so that two lines do not drop each other's in turn. */
const shareOf = (bytes: number): number => 1 / MOST_AT_REST.network.files + bytes / MOST_AT_REST.network.bytes;

/** True if the parts at rest leave room for `own` bytes more. */
const leaves = (atRest: readonly Part[], own: number, limits: { readonly bytes: number; readonly files: number }): boolean =>
  sum(atRest, ({ bytes }) => bytes) + own <= limits.bytes && atRest.length < limits.files;

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

  /**
   * Refuses bytes of a file if too much lies unfinished already. Before that, parts that others of the same network left make room, and
   * then parts at rest of a line that holds more than the asker's. So a line that fills a network shuts itself out, and not its neighbours.
   */
  async check(asked: Asked, at: number): Promise<Result<null, Refusal<ErrorCode>>> {
    if (!this.#fits(asked)) await this.#makeRoom(asked, at);
    return this.#fits(asked) ? ok(null) : refuse({ code: "file.too_many_unfinished" });
  }

  /** A file is begun, or brought on; the size of what has come is looked up when the work is over. */
  async during(asked: Asked, at: number, work: () => Promise<void>): Promise<void> {
    const { fileId, network, address, reportId, has, coming } = asked;
    const part = this.#parts.get(fileId) ?? { network, address, reportId, bytes: has, running: 0, coming: 0, touchedAt: at };
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

  #fits({ fileId, reportId, network, address, has, coming }: Asked): boolean {
    const others = [...this.#parts].filter(([id]) => id !== fileId).map(([, part]) => part);
    const near = others.filter((part) => part.network === network);
    const atRest = near.filter(({ running }) => running === 0);
    const own = has + coming;
    return (
      leaves(atRest, own, MOST_AT_REST.network) &&
      leaves(
        atRest.filter((part) => part.address === address),
        own,
        MOST_AT_REST.address,
      ) &&
      sum(near, ({ bytes, coming: more }) => bytes + more) + own <= MOST_BY_NETWORK &&
      sum(
        others.filter((part) => part.reportId === reportId),
        ({ bytes, coming: more }) => bytes + more,
      ) +
        own <=
        MOST_AT_REST.bytesByReport
    );
  }

  /** Gives up parts at rest of the asker's network until the file fits: those left for a while, then those of the lines that hold most. */
  async #makeRoom(asked: Asked, at: number): Promise<void> {
    for (let left = this.#leastMissed(asked, at); left !== null && !this.#fits(asked); left = this.#leastMissed(asked, at)) {
      this.#parts.delete(left);
      await giveUpPart(this.#files, left);
    }
  }

  /** The part at rest that is given up next; null if the asker's line holds as much as any other. */
  #leastMissed({ fileId, network, address, has, coming }: Asked, at: number): string | null {
    const resting = [...this.#parts]
      .filter(([id, part]) => id !== fileId && part.network === network && part.running === 0)
      .toSorted(([, a], [, b]) => a.touchedAt - b.touchedAt);
    const oldest = resting[0];
    if (oldest !== undefined && oldest[1].touchedAt <= at - LEFT_AFTER_MS) return oldest[0];
    const shares = new Map<string, number>([[address, shareOf(has + coming)]]);
    for (const [, part] of resting) shares.set(part.address, (shares.get(part.address) ?? 0) + shareOf(part.bytes));
    const [largest, share] = [...shares].reduce((found, each) => (each[1] > found[1] ? each : found));
    if (share <= (shares.get(address) ?? 0)) return null;
    return resting.find(([, part]) => part.address === largest)?.[0] ?? null;
  }
}

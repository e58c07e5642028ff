import { readdir, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { bytesOf, floorsOf, goesOnAbove, reserveOf, usedUpBelow, type SpaceLimits } from "./limits.ts";

/** Uses that may be refused space. Database, log and keys may not: the reserve is theirs. */
export type SpaceUse = "recordings" | "uploads" | "parts";
export type SpaceHolding = "database" | SpaceUse;

/** One volume, and how it stands. Sizes in bytes. */
export type VolumeState = {
  /** The folder by which it is known to an operator: the nearest that holds all of the room on it. */
  readonly path: string;
  readonly holds: readonly SpaceHolding[];
  readonly free: number;
  readonly total: number;
  readonly reserve: number;
  /** Uses that are refused now on this volume. */
  readonly stopped: readonly SpaceUse[];
  /** Free room is below the reserve: something besides the room fills it. `used_up`: commands are about to fail. */
  readonly reserveState: "whole" | "touched" | "used_up";
};

export type Measured = { readonly device: number; readonly free: number; readonly total: number };

export type SpaceOptions = {
  /** Folders of each use. They need not exist: the nearest that does is measured. */
  readonly folders: Readonly<Record<SpaceHolding, readonly string[]>>;
  readonly limits: SpaceLimits;
  /** Bytes that recordings fill, from who wrote them down: their files are too many to be counted on the disk. */
  readonly recordedBytes: () => Promise<number>;
  /** Asked of the system when not given. */
  readonly measure?: (folder: string) => Promise<Measured>;
  /** Milliseconds of a clock that only goes forward, `performance.now` when not given. */
  readonly now?: () => number;
};

/** Answers that are at most this old are given again: many ask at once. */
const FRESH_MS = 250;
/** Bytes that files fill are counted again after this: a budget may be passed by what comes meanwhile, the reserve never. */
const COUNTED_MS: Readonly<Record<SpaceUse, number>> = { recordings: 60_000, uploads: 600_000, parts: 2_000 };
/** Recount interval while a use is refused, shorter so that deletions are seen sooner. */
const COUNTED_WHEN_FULL_MS = 30_000;

/** Measures the volume of a folder, or of the nearest folder above it that exists. */
async function measureVolume(folder: string): Promise<Measured> {
  try {
    const [{ bavail, blocks, bsize }, { dev }] = await Promise.all([statfs(folder), stat(folder)]);
    return { device: dev, free: bavail * bsize, total: blocks * bsize };
  } catch (cause) {
    if (dirname(folder) === folder) throw cause;
    return measureVolume(dirname(folder));
  }
}

/** Bytes of the files below a folder, as the disk counts them. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? await bytesBelow(path) : ((await stat(path).catch(() => null))?.blocks ?? 0) * 512;
  }
  return bytes;
}

/** The folder that holds both. */
function commonFolder(one: string, other: string): string {
  const parts = resolve(other).split(sep);
  const shared = resolve(one).split(sep);
  const differs = shared.findIndex((part, at) => part !== parts[at]);
  return (differs < 0 ? shared : shared.slice(0, differs)).join(sep) || sep;
}

type Volume = Measured & { readonly path: string; readonly holds: readonly SpaceHolding[] };
type Count = { readonly bytes: number; readonly at: number };

const USES: readonly SpaceUse[] = ["recordings", "uploads", "parts"];
const HOLDINGS: readonly SpaceHolding[] = ["database", ...USES];

/** The one place that knows how full the disks are, and who may write. */
export class Space {
  readonly #options: SpaceOptions;
  readonly #measure: (folder: string) => Promise<Measured>;
  readonly #now: () => number;
  #volumes: { readonly at: number; readonly found: Promise<readonly Volume[]> } | null = null;
  readonly #counts = new Map<SpaceUse, Promise<Count>>();
  /** Refused, until a little more is free than what it was refused for. */
  readonly #stopped = new Set<SpaceUse>();

  constructor(options: SpaceOptions) {
    this.#options = options;
    this.#measure = options.measure ?? measureVolume;
    this.#now = options.now ?? (() => performance.now());
  }

  /** True if `bytes` more of this use leave the reserve and its own budget whole. 0 asks whether it may write at all. */
  async mayWrite(use: SpaceUse, bytes: number): Promise<boolean> {
    const volume = (await this.#look()).find(({ holds }) => holds.includes(use));
    // An unmeasured volume is no reason to refuse: the write itself will fail if it must.
    if (volume === undefined) return true;
    const { recordings, uploads } = floorsOf(this.#reserve(volume), volume.total);
    const floor = use === "recordings" ? recordings : uploads;
    const budget = await this.#left(use, volume.total);
    const needed = this.#stopped.has(use) ? goesOnAbove(floor) : floor;
    const may = volume.free - bytes >= needed && budget >= bytes;
    // One file that is too large for what is left does not stop the smaller ones.
    const isFull = volume.free < needed || budget <= 0;
    if (isFull) this.#stopped.add(use);
    else if (volume.free >= goesOnAbove(floor)) this.#stopped.delete(use);
    return may;
  }

  /**
   * True while the disk has more free than the reserve for commands, whatever fills this use's own budget. Files that strangers send must
   * not stop the room's own writes beside them.
   */
  async leavesReserve(use: SpaceUse): Promise<boolean> {
    const volume = (await this.#look()).find(({ holds }) => holds.includes(use));
    if (volume === undefined) return true;
    const { recordings, uploads } = floorsOf(this.#reserve(volume), volume.total);
    return volume.free >= (use === "recordings" ? recordings : uploads);
  }

  /** State of every volume. */
  async volumes(): Promise<readonly VolumeState[]> {
    for (const use of USES) await this.mayWrite(use, 0);
    return (await this.#look()).map((volume) => {
      const { path, holds, free, total } = volume;
      const reserve = this.#reserve(volume);
      const reserveState = free < usedUpBelow(reserve) ? "used_up" : free < reserve ? "touched" : "whole";
      return {
        path,
        holds,
        free,
        total,
        reserve,
        reserveState,
        stopped: USES.filter((use) => holds.includes(use) && this.#stopped.has(use)),
      };
    });
  }

  /** True where what commands need is about to run out. */
  async isReserveUsedUp(): Promise<boolean> {
    return (await this.#look()).some((volume) => volume.free < usedUpBelow(this.#reserve(volume)));
  }

  #reserve({ holds, total }: Volume): number {
    return holds.includes("database") ? reserveOf(this.#options.limits.reserve, total) : 0;
  }

  /** Remaining budget of a use, in bytes. */
  async #left(use: SpaceUse, total: number): Promise<number> {
    const limit = bytesOf(this.#options.limits[use], total);
    if (limit >= total) return Number.POSITIVE_INFINITY;
    return limit - (await this.#counted(use)).bytes;
  }

  async #counted(use: SpaceUse): Promise<Count> {
    const last = await this.#counts.get(use);
    const age = last === undefined ? Number.POSITIVE_INFINITY : this.#now() - last.at;
    const isOld = age > COUNTED_MS[use] || (this.#stopped.has(use) && age > COUNTED_WHEN_FULL_MS);
    if (last !== undefined && !isOld) return last;
    const counting = this.#count(use).then((bytes) => ({ bytes, at: this.#now() }));
    this.#counts.set(use, counting);
    // A long count lets nobody wait who can be answered by the one before; parts are few.
    return use !== "parts" && last !== undefined ? last : counting;
  }

  async #count(use: SpaceUse): Promise<number> {
    // A database that is away stops no recording.
    if (use === "recordings") return this.#options.recordedBytes().catch(() => 0);
    const each = await Promise.all(this.#options.folders[use].map(bytesBelow));
    return each.reduce((sum, bytes) => sum + bytes, 0);
  }

  #look(): Promise<readonly Volume[]> {
    if (this.#volumes !== null && this.#now() - this.#volumes.at < FRESH_MS) return this.#volumes.found;
    const found = this.#find();
    this.#volumes = { at: this.#now(), found };
    return found;
  }

  async #find(): Promise<readonly Volume[]> {
    const volumes = new Map<number, Volume>();
    for (const holding of HOLDINGS)
      for (const folder of this.#options.folders[holding]) {
        const measured = await this.#measure(folder).catch(() => null);
        if (measured === null) continue;
        const known = volumes.get(measured.device) ?? { ...measured, path: folder, holds: [] };
        volumes.set(measured.device, { ...known, path: commonFolder(known.path, folder), holds: [...new Set([...known.holds, holding])] });
      }
    return [...volumes.values()];
  }
}

import type { Rankable } from "@amaliyat/domain/dispatch";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { BEGINNING, LOAD_HOURS, unitsTouched, type ForceUnit, type Mark } from "./force-queries.ts";

/** Whose units are weighed, and for what; `boundHere` are those that the caller sees by their work, whatever their sector. */
export type Weighing = {
  readonly interventionId: string;
  readonly covers: readonly string[];
  readonly boundHere: ReadonlySet<string>;
  readonly at: number;
};

/**
 * All units of the room, held in memory and brought up to what is committed before each use. To read 10,000 units anew cost 35 ms for each
 * piece of advice; what changed since the last is a few.
 */
export class Force {
  readonly #db: Db;
  readonly #units = new Map<string, ForceUnit>();
  #mark: Mark = BEGINNING;
  #reading: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Reads on to what is committed now. Outside any transaction: who holds a connection while it waits for another one can wait for ever. A
   * reading that has begun may miss what was committed a moment ago: one that begins after it serves all who wait.
   */
  catchUp(at: number): Promise<void> {
    this.#waiting ??= this.#reading
      .catch(() => {})
      .then(() => {
        this.#waiting = null;
        this.#reading = this.#read(at);
        return this.#reading;
      });
    return this.#waiting;
  }

  /** True if there are units of sectors other than these. */
  reachesBeyond(covers: readonly string[]): boolean {
    const seen = new Set(covers);
    return this.#units.values().some(({ sectorId }) => !seen.has(sectorId));
  }

  /** Every unit that the caller sees, as of the last `catchUp`. */
  rankables({ interventionId, covers, boundHere, at }: Weighing): Rankable[] {
    const since = at - LOAD_HOURS * 3_600_000;
    const seen = new Set(covers);
    const found: Rankable[] = [];
    for (const unit of this.#units.values()) {
      if (!seen.has(unit.sectorId) && !boundHere.has(unit.unitId)) continue;
      const { unitId, unitKind, skills, sectorId, inService, reservedUntil, distress, position, bound, sentAt } = unit;
      const isHere = bound.some((each) => each.interventionId === interventionId);
      const load = sentAt.length === 0 ? 0 : sentAt.filter((sent) => sent > since).length;
      const assignments = bound.map(({ kind }) => kind);
      found.push({ unitId, unitKind, skills, sectorId, inService, reservedUntil, distress, position, load, isHere, assignments });
    }
    return found;
  }

  async #read(at: number): Promise<void> {
    const { mark, units } = await transaction(this.#db, SYSTEM, (tx) => unitsTouched(tx, this.#mark, at), { readOnly: true });
    for (const unit of units) this.#units.set(unit.unitId, unit);
    this.#mark = mark;
  }
}

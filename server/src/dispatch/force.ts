import type { Rankable, Start } from "@amaliyat/domain/dispatch";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { BEGINNING, LOAD_HOURS, unitsTouched, type ForceUnit, type Mark } from "./force-queries.ts";
import type { Roads } from "./roads.ts";

/** Whose units are weighed, and for what; `boundHere` are those that the caller sees by their work, whatever their sector. */
export type Weighing = {
  readonly interventionId: string;
  readonly covers: readonly string[];
  readonly boundHere: ReadonlySet<string>;
  readonly at: number;
};

/** A unit as advice weighs it, with where it stands on the road. */
export type Weighable = Rankable & { readonly start: Start | null };

/** A unit and what is said of it until its next sending falls out of the hours that count (epoch milliseconds). */
type Held = { readonly unit: ForceUnit; weighable: Weighable; loadUntil: number };

const LOAD_MS = LOAD_HOURS * 3_600_000;

/**
 * All units of the room, held in memory and brought up to what is committed before each use. To read 10,000 units anew cost 35 ms for each
 * piece of advice; what changed since the last is a few. What is said of a unit is made when it changes, and not when it is asked about.
 */
export class Force {
  readonly #db: Db;
  readonly #roads: Roads | null;
  /** By sector, so that whoever covers a few asks no other's. */
  readonly #sectors = new Map<string, Map<string, Held>>();
  readonly #sectorOf = new Map<string, string>();
  #mark: Mark = BEGINNING;
  #reading: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;

  constructor(db: Db, roads: Roads | null) {
    this.#db = db;
    this.#roads = roads;
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
    return this.#sectors.entries().some(([sectorId, units]) => units.size > 0 && !covers.includes(sectorId));
  }

  /** Every unit that the caller sees, as of the last `catchUp`. */
  rankables({ interventionId, covers, boundHere, at }: Weighing): Weighable[] {
    const found: Weighable[] = [];
    const take = (held: Held): void => {
      if (at >= held.loadUntil) this.#count(held, at);
      const { unit, weighable } = held;
      const isHere = unit.bound.length > 0 && unit.bound.some((each) => each.interventionId === interventionId);
      found.push(isHere ? { ...weighable, isHere } : weighable);
    };
    const seen = new Set(covers);
    for (const sectorId of seen) this.#sectors.get(sectorId)?.forEach(take);
    for (const unitId of boundHere) {
      const sectorId = this.#sectorOf.get(unitId) ?? "";
      const held = seen.has(sectorId) ? undefined : this.#sectors.get(sectorId)?.get(unitId);
      if (held !== undefined) take(held);
    }
    return found;
  }

  async #read(at: number): Promise<void> {
    const { mark, units } = await transaction(this.#db, SYSTEM, (tx) => unitsTouched(tx, this.#mark, at), { readOnly: true });
    for (const unit of units) this.#hold(unit, at);
    this.#mark = mark;
  }

  #hold(unit: ForceUnit, at: number): void {
    const { unitId, unitKind, skills, sectorId, inService, reservedUntil, distress, position, bound } = unit;
    const start = position === null ? null : (this.#roads?.start(unitKind, position.point) ?? null);
    const assignments = bound.map(({ kind }) => kind);
    const facts = { unitId, unitKind, skills, sectorId, inService, reservedUntil, distress, position, assignments, start };
    const held: Held = { unit, weighable: { ...facts, load: 0, isHere: false }, loadUntil: 0 };
    this.#count(held, at);
    const before = this.#sectorOf.get(unitId);
    if (before !== undefined && before !== sectorId) this.#sectors.get(before)?.delete(unitId);
    this.#sectorOf.set(unitId, sectorId);
    const sector = this.#sectors.get(sectorId);
    if (sector === undefined) this.#sectors.set(sectorId, new Map([[unitId, held]]));
    else sector.set(unitId, held);
  }

  #count(held: Held, at: number): void {
    const counted = held.unit.sentAt.filter((sent) => sent > at - LOAD_MS);
    held.weighable = { ...held.weighable, load: counted.length };
    held.loadUntil = counted.length === 0 ? Infinity : Math.min(...counted) + LOAD_MS;
  }
}

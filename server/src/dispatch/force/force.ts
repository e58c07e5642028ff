import { hoursWorked, type Rankable, type Start } from "@amaliyat/domain/dispatch";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { BEGINNING, unitsTouched, type ForceUnit, type Mark } from "../rows/force-queries.ts";
import type { Roads } from "./roads.ts";

/**
 * Request for advice: units to weigh, and for which intervention. `boundHere` are units that the caller sees by their work, whatever their
 * sector.
 */
export type Weighing = {
  readonly interventionId: string;
  readonly covers: readonly string[];
  readonly boundHere: ReadonlySet<string>;
  readonly at: number;
};

/** A unit as advice weighs it, with where it stands on the road. */
export type Weighable = Rankable & { readonly start: Start | null };

/** The units of one sector: what is weighed lies in one list, and where each lies in it. */
type Sector = { readonly list: Weighable[]; readonly units: ForceUnit[]; readonly places: Map<string, number> };

type Facts = Pick<Weighable, "unitId" | "unitKind" | "skills" | "sectorId" | "inService" | "reservedUntil" | "distress" | "position">;
type Found = Pick<Weighable, "assignments" | "start" | "hoursWorked" | "isHere">;

/** A unit as it is weighed. All are written in one way, so that they have one shape in memory: of several shapes weighing took twice as long. */
const made = (
  { unitId, unitKind, skills, sectorId, inService, reservedUntil, distress, position }: Facts,
  { assignments, start, hoursWorked: hours, isHere }: Found,
): Weighable => ({
  unitId,
  unitKind,
  skills,
  sectorId,
  inService,
  reservedUntil,
  distress,
  position,
  assignments,
  start,
  hoursWorked: hours,
  isHere,
});

/** The same unit as one that is bound to the intervention that is asked about. */
const boundHereAlready = (unit: Weighable): Weighable => made(unit, { ...unit, isHere: true });

/** Hours of work grow and fall out of the past by themselves: they are reckoned anew this often. */
const RECKONED_EVERY_MS = 60_000;

/**
 * All units of the room, held in memory and brought up to the committed state before each use. To read 10,000 units anew cost 35 ms for
 * each piece of advice; only a few change in between. The public data of a unit is made when the unit changes, and not at each request.
 */
export class Force {
  readonly #db: Db;
  readonly #roads: Roads | null;
  /** By sector, so that whoever covers a few asks no other's. */
  readonly #sectors = new Map<string, Sector>();
  readonly #sectorOf = new Map<string, string>();
  /** Units bound to each intervention. */
  readonly #boundTo = new Map<string, Set<string>>();
  /** Time of the next calculation of work hours (epoch milliseconds). */
  #reckonAt = -Infinity;
  /** The speeds by which the starts were made ready. */
  #speeds = -1;
  /** Units that are lent, each with the moment at which it is back. */
  readonly #lentUntil = new Map<string, { readonly unit: ForceUnit; readonly until: number }>();
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
    return this.#sectors.entries().some(([sectorId, { list }]) => list.length > 0 && !covers.includes(sectorId));
  }

  /** Every unit that the caller sees, as of the last `catchUp`. */
  rankables({ interventionId, covers, boundHere, at }: Weighing): Weighable[] {
    for (const { unit, until } of this.#lentUntil.values()) if (until <= at) this.#hold(unit, at);
    if (at >= this.#reckonAt) this.#reckonAll(at);
    if (this.#roads !== null && this.#roads.version !== this.#speeds) this.#renewStarts(this.#roads);
    const here = this.#boundTo.get(interventionId);
    const found: Weighable[] = [];
    for (const sectorId of new Set(covers)) {
      const begin = found.length;
      const sector = this.#sectors.get(sectorId);
      for (const unit of sector?.list ?? []) found.push(unit);
      for (const unitId of here ?? []) {
        const place = sector?.places.get(unitId);
        const unit = place === undefined ? undefined : sector?.list[place];
        if (place !== undefined && unit !== undefined) found[begin + place] = boundHereAlready(unit);
      }
    }
    for (const unitId of boundHere) {
      const [sectorId, unit] = this.#find(unitId);
      if (unit !== undefined && !covers.includes(sectorId)) found.push(here?.has(unitId) ? boundHereAlready(unit) : unit);
    }
    return found;
  }

  /** Those of them that are bound to an intervention. */
  here(interventionId: string, units: readonly Weighable[]): Weighable[] {
    return this.#boundTo.has(interventionId) ? units.filter(({ isHere }) => isHere) : [];
  }

  #find(unitId: string): readonly [sectorId: string, unit: Weighable | undefined] {
    const sectorId = this.#sectorOf.get(unitId) ?? "";
    const sector = this.#sectors.get(sectorId);
    const place = sector?.places.get(unitId);
    return [sectorId, place === undefined ? undefined : sector?.list[place]];
  }

  async #read(at: number): Promise<void> {
    const { mark, units } = await transaction(this.#db, SYSTEM, (tx) => unitsTouched(tx, this.#mark, at), { readOnly: true });
    for (const unit of units) this.#hold(unit, at);
    this.#mark = mark;
  }

  /** Holds a unit in the sector that has it now. A unit that was read before is held as it is. */
  #hold(read: ForceUnit, at: number): void {
    const { unitId, lent } = read;
    const sectorId = lent !== null && lent.until > at ? lent.sectorId : read.sectorId;
    const before = this.#sectorOf.get(unitId);
    if (before !== undefined && (before !== sectorId || read.isGone)) this.#forget(unitId, before);
    if (lent !== null && lent.until > at && !read.isGone) this.#lentUntil.set(unitId, { unit: read, until: lent.until });
    else this.#lentUntil.delete(unitId);
    if (read.isGone) return;
    const unit = { ...read, sectorId };
    const sector = this.#sectors.get(sectorId) ?? { list: [], units: [], places: new Map<string, number>() };
    this.#sectors.set(sectorId, sector);
    this.#sectorOf.set(unitId, sectorId);
    const place = sector.places.get(unitId) ?? sector.list.length;
    this.#unbind(sector.units[place]);
    for (const { interventionId } of unit.bound) {
      const there = this.#boundTo.get(interventionId);
      if (there === undefined) this.#boundTo.set(interventionId, new Set([unitId]));
      else there.add(unitId);
    }
    sector.places.set(unitId, place);
    sector.units[place] = unit;
    sector.list[place] = this.#weighable(unit, at);
  }

  #unbind(unit: ForceUnit | undefined): void {
    for (const { interventionId } of unit?.bound ?? []) {
      const there = this.#boundTo.get(interventionId);
      there?.delete(unit?.unitId ?? "");
      if (there?.size === 0) this.#boundTo.delete(interventionId);
    }
  }

  /** Takes a unit out of a sector that it has left; the last of the list takes its place. */
  #forget(unitId: string, sectorId: string): void {
    const sector = this.#sectors.get(sectorId);
    const place = sector?.places.get(unitId);
    this.#unbind(sector?.units[place ?? -1]);
    this.#sectorOf.delete(unitId);
    const [unit, shown] = [sector?.units.pop(), sector?.list.pop()];
    if (sector === undefined || place === undefined || unit === undefined || shown === undefined) return;
    sector.places.delete(unitId);
    if (unit.unitId === unitId) return;
    sector.units[place] = unit;
    sector.list[place] = shown;
    sector.places.set(unit.unitId, place);
  }

  #weighable(unit: ForceUnit, at: number): Weighable {
    const { unitKind, position } = unit;
    const start = position === null ? null : (this.#roads?.start(unitKind, position.point) ?? null);
    const assignments = unit.bound.map(({ kind }) => kind);
    return made(unit, { assignments, start, hoursWorked: hoursWorked(unit.work, at), isHere: false });
  }

  #reckonAll(at: number): void {
    this.#reckonAt = at + RECKONED_EVERY_MS;
    this.#change((shown, { work }) => {
      const hours = work.length === 0 ? 0 : hoursWorked(work, at);
      return hours === shown.hoursWorked ? shown : made(shown, { ...shown, hoursWorked: hours });
    });
  }

  #renewStarts(roads: Roads): void {
    this.#speeds = roads.version;
    this.#change((shown) => (shown.start === null ? shown : made(shown, { ...shown, start: roads.renew(shown.unitKind, shown.start) })));
  }

  #change(change: (shown: Weighable, unit: ForceUnit) => Weighable): void {
    for (const { list, units } of this.#sectors.values())
      for (const [place, unit] of units.entries()) {
        const shown = list[place];
        if (shown !== undefined) list[place] = change(shown, unit);
      }
  }
}

import { Columns, hoursWorked, type Rankable } from "@amaliyat/domain/dispatch";
import type { Clock } from "../../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { BEGINNING, unitsAltered, unitsMoved, type Mark, type UnitFacts, type UnitPosition, type UnitWork } from "../rows/force-queries.ts";
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

type Movable<T> = { -readonly [K in keyof T]: T[K] };
type Position = { readonly point: Movable<UnitPosition["point"]>; at: number };
type ForceUnit = Omit<UnitFacts, "position"> & UnitWork & { readonly position: Position | null };
type Shown = Omit<Rankable, "start"> & { start?: Movable<NonNullable<Rankable["start"]>> | null };

const NO_WORK: UnitWork = { bound: [], work: [] };

/** The units of one sector: what is weighed lies in one list, the same in columns of numbers, and where each lies in them. */
type Sector = {
  readonly list: Shown[];
  readonly columns: Columns;
  readonly units: ForceUnit[];
  readonly places: Map<string, number>;
};

/**
 * Units to weigh, in a list and in columns. Both hold until the next request: a new megabyte for each kept the collector of memory busy.
 */
export type Weighable = {
  readonly units: readonly Rankable[];
  readonly columns: Columns;
  /** Those of them that are bound to the intervention. */
  readonly here: readonly Rankable[];
};

/** Positions are read again after a piece of advice if they are older than this, ms. */
const MOVED_EVERY_MS = 100;
/** Positions older than this are read on before advice is given, ms. A car drives 25 m meanwhile. */
const MOVED_HOLD_MS = 1_500;

/** Reads on this often while advice is asked for, and for so long after the last piece of it, ms. */
const [FOLLOWS_EVERY_MS, FOLLOWS_FOR_MS] = [1_000, 600_000];

/** Hours of work grow and fall out of the past by themselves: they are reckoned anew this often. */
const RECKONED_EVERY_MS = 60_000;

/**
 * All units of the room, held in memory and brought up to the committed state before each use; only positions may be a little older. To read
 * 10,000 units anew cost 35 ms for each piece of advice, and to find those of them that had moved 3 to 7 ms. The public data of a unit is made
 * when the unit changes, and not at each request.
 */
export class Force {
  readonly #db: Db;
  readonly #roads: Roads | null;
  /** By sector, so that whoever covers a few asks no other's. */
  readonly #sectors = new Map<string, Sector>();
  readonly #sectorOf = new Map<string, string>();
  /** Work of each unit as it was read last, also of one that is not held: a unit that is back has what it was bound to. */
  readonly #work = new Map<string, UnitWork>();
  /** Units bound to each intervention. */
  readonly #boundTo = new Map<string, Set<string>>();
  /** Time of the next calculation of work hours (epoch milliseconds). */
  #reckonAt = -Infinity;
  /** The speeds by which the starts were made ready. */
  #speeds = -1;
  /** Units that are lent, each with the moment at which it is back. */
  readonly #lentUntil = new Map<string, { readonly unit: ForceUnit; readonly until: number }>();
  /** Columns and list of the last request. */
  readonly #columns = new Columns();
  readonly #listed: Rankable[] = [];
  /** Time of the last piece of advice, by the clock of the process. */
  #askedAt = -Infinity;
  #mark: Mark = BEGINNING;
  #movedMark: Mark = BEGINNING;
  /** Time of the last reading of positions, by the clock of the process. */
  #movedAt = -Infinity;
  #moving: Promise<void> | null = null;
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

  /**
   * Reads on the positions, beside other readings. If it brings a position that is older than the one that is held, the next reading gives the
   * newer one again.
   */
  followMoves(): Promise<void> {
    this.#moving ??= this.#readMoves().finally(() => {
      this.#moving = null;
    });
    return this.#moving;
  }

  /** Reads on the positions if they are old: after a piece of advice, for the next one. Nobody waits for it. */
  followMovesIfOld(): void {
    if (performance.now() - this.#movedAt >= MOVED_EVERY_MS) this.followMoves().catch(() => undefined);
  }

  /**
   * Reads on from time to time between pieces of advice. Where all 10,000 units move, the first piece after ten seconds would wait 0.2 s for
   * what has changed meanwhile.
   */
  follow(clock: Clock): AsyncDisposable {
    const timer = setInterval(() => {
      // Advice itself says that the database is away.
      if (performance.now() - this.#askedAt < FOLLOWS_FOR_MS)
        Promise.all([this.catchUp(clock()), this.followMoves()]).catch(() => undefined);
    }, FOLLOWS_EVERY_MS);
    return {
      [Symbol.asyncDispose]: async () => {
        clearInterval(timer);
        await Promise.allSettled([this.#reading, this.#moving]);
      },
    };
  }

  /** True if there are units of sectors other than these. */
  reachesBeyond(covers: readonly string[]): boolean {
    return this.#sectors.entries().some(([sectorId, { list }]) => list.length > 0 && !covers.includes(sectorId));
  }

  /** Every unit that the caller sees, as of the last `catchUp`. */
  rankables({ interventionId, covers, boundHere, at }: Weighing): Weighable {
    this.#askedAt = performance.now();
    for (const { unit, until } of this.#lentUntil.values()) if (until <= at) this.#hold(unit, at);
    if (at >= this.#reckonAt) this.#reckonAll(at);
    if (this.#roads !== null && this.#roads.version !== this.#speeds) this.#renewStarts(this.#roads);
    const bound = this.#boundTo.get(interventionId) ?? new Set<string>();
    const sectors = [...new Set(covers)].flatMap((sectorId) => {
      const sector = this.#sectors.get(sectorId);
      return sector === undefined ? [] : [{ sectorId, ...sector }];
    });
    const units = this.#listed;
    const here: Rankable[] = [];
    const columns = this.#columns;
    columns.clear();
    const put = (nth: number, unit: Rankable, isHere: boolean): void => {
      const seen = isHere ? { ...unit, isHere } : unit;
      units[nth] = seen;
      columns.put(nth, seen);
      if (isHere) here.push(seen);
    };
    for (const { sectorId, list, places, columns: others } of sectors) {
      const begin = columns.length;
      for (let nth = 0; nth < list.length; nth++) units[begin + nth] = list[nth] as Rankable;
      columns.append(sectorId, others);
      for (const unitId of bound) {
        const place = places.get(unitId);
        const unit = place === undefined ? undefined : list[place];
        if (place !== undefined && unit !== undefined) put(begin + place, unit, true);
      }
    }
    for (const unitId of boundHere) {
      const [sectorId, unit] = this.#find(unitId);
      if (unit !== undefined && !covers.includes(sectorId)) put(columns.length, unit, bound.has(unitId));
    }
    if (units.length > columns.length) units.length = columns.length;
    return { units, columns, here };
  }

  #find(unitId: string): readonly [sectorId: string, unit: Rankable | undefined] {
    const sectorId = this.#sectorOf.get(unitId) ?? "";
    const sector = this.#sectors.get(sectorId);
    const place = sector?.places.get(unitId);
    return [sectorId, place === undefined ? undefined : sector?.list[place]];
  }

  async #read(at: number): Promise<void> {
    const isFirst = this.#mark === BEGINNING;
    const { mark, units, work } = await transaction(this.#db, SYSTEM, (tx) => unitsAltered(tx, this.#mark, at), { readOnly: true });
    for (const [unitId, worked] of work) this.#work.set(unitId, worked);
    for (const unit of units) this.#hold({ ...unit, ...(this.#work.get(unit.unitId) ?? NO_WORK) }, at);
    this.#mark = mark;
    if (isFirst) [this.#movedMark, this.#movedAt] = [mark, performance.now()];
    else if (performance.now() - this.#movedAt >= MOVED_HOLD_MS) await this.followMoves();
  }

  async #readMoves(): Promise<void> {
    if (this.#movedMark === BEGINNING) return;
    const begun = performance.now();
    const { mark, positions } = await transaction(this.#db, SYSTEM, (tx) => unitsMoved(tx, this.#movedMark), { readOnly: true });
    for (const { unitId, position } of positions) this.#move(unitId, position);
    [this.#movedMark, this.#movedAt] = [mark, begun];
  }

  /**
   * Moves a unit in its place: numbers are written into the objects that are there, which the lists of what is read, lent and shown share. New
   * objects lived long: after 8 s of advice about 10,000 units that move, 3.2 MB were left, now 0.9 MB. One that has lost its position since has
   * none: its loss is no movement.
   */
  #move(unitId: string, { point, at }: UnitPosition): void {
    const sector = this.#sectors.get(this.#sectorOf.get(unitId) ?? "");
    const place = sector?.places.get(unitId);
    const [held, shown] = [sector?.units[place ?? -1], sector?.list[place ?? -1]];
    if (sector === undefined || place === undefined || held === undefined || shown === undefined || held.position === null) return;
    held.position.point.lat = point.lat;
    held.position.point.lon = point.lon;
    held.position.at = at;
    const start = this.#roads?.start(held.unitKind, point) ?? null;
    if (start === null || shown.start === null || shown.start === undefined) shown.start = start;
    else Object.assign(shown.start, start);
    sector.columns.put(place, shown);
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
    const sector = this.#sectors.get(sectorId) ?? { list: [], columns: new Columns(), units: [], places: new Map<string, number>() };
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
    this.#show(sector, place, this.#weighable(unit, at));
  }

  #show({ list, columns }: Sector, place: number, unit: Rankable): void {
    list[place] = unit;
    columns.put(place, unit);
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
    sector.columns.pop();
    sector.places.delete(unitId);
    if (unit.unitId === unitId) return;
    sector.units[place] = unit;
    this.#show(sector, place, shown);
    sector.places.set(unit.unitId, place);
  }

  #weighable({ bound, work, ...unit }: ForceUnit, at: number): Rankable {
    const { unitKind, position } = unit;
    const start = position === null ? null : (this.#roads?.start(unitKind, position.point) ?? null);
    const assignments = bound.map(({ kind }) => kind);
    return { ...unit, assignments, start, hoursWorked: hoursWorked(work, at), isHere: false };
  }

  #reckonAll(at: number): void {
    this.#reckonAt = at + RECKONED_EVERY_MS;
    this.#change((shown, { work }) => {
      const hours = work.length === 0 ? 0 : hoursWorked(work, at);
      return hours === shown.hoursWorked ? null : { ...shown, hoursWorked: hours };
    });
  }

  #renewStarts(roads: Roads): void {
    this.#speeds = roads.version;
    this.#change(({ start = null, ...shown }) => (start === null ? null : { ...shown, start: roads.renew(shown.unitKind, start) }));
  }

  /** Changes each unit into what is given; null leaves it as it is. */
  #change(change: (shown: Rankable, unit: ForceUnit) => Rankable | null): void {
    for (const sector of this.#sectors.values())
      for (const [place, unit] of sector.units.entries()) {
        const shown = sector.list[place];
        const changed = shown === undefined ? null : change(shown, unit);
        if (changed !== null) this.#show(sector, place, changed);
      }
  }
}

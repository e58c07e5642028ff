import type { Need } from "./needs.ts";
import type { Start } from "./roads/index.ts";
import { leading, type UnitFacts } from "./status.ts";
import { SKILLS, UNIT_KINDS, type Skill, type UnitKind } from "./units.ts";

/** A unit as it is weighed. */
export type Rankable = UnitFacts & {
  readonly unitId: string;
  readonly unitKind: UnitKind;
  readonly skills: readonly Skill[];
  readonly sectorId: string | null;
  /** Hours of work of the last hours. */
  readonly hoursWorked: number;
  /** True if it is bound to the intervention that is asked about. */
  readonly isHere: boolean;
  /** Place on the roads; null or missing where it stands on none, or they are not known. */
  readonly start?: Start | null;
};

/** Free, reserved, at work, away, in distress or bound here: in this order. */
export const GROUPS = { free: 0, reserved: 1, atWork: 2, away: 3, aside: 4 } as const;

/** The group of a unit by what does not run out by itself: whether it is reserved depends on the moment. */
function standingOf(unit: Rankable): number {
  if (unit.distress || unit.isHere) return GROUPS.aside;
  if (leading(unit.assignments) !== null) return GROUPS.atWork;
  return unit.inService ? GROUPS.free : GROUPS.away;
}

const KIND_AT: ReadonlyMap<UnitKind, number> = new Map(UNIT_KINDS.map((kind, nth) => [kind, nth]));
const SKILL_BIT: ReadonlyMap<Skill, number> = new Map(SKILLS.map((skill, nth) => [skill, 1 << nth]));

export const kindNumber = (kind: UnitKind): number => KIND_AT.get(kind) ?? 0;
/** Skills as the bits of one number. */
const skillBits = (skills: readonly Skill[]): number => skills.reduce((bits, skill) => bits | (SKILL_BIT.get(skill) ?? 0), 0);

const newColumns = (size: number) => ({
  /** Moment of the last position, epoch ms; -Infinity without one. */
  seenAt: new Float64Array(size),
  lat: new Float64Array(size),
  lon: new Float64Array(size),
  standing: new Uint8Array(size),
  /** Epoch ms; -Infinity where it is not. */
  reservedUntil: new Float64Array(size),
  kind: new Uint8Array(size),
  skills: new Uint16Array(size),
  hours: new Float64Array(size),
  /** A number of the sector within these columns; -1 for none. */
  sector: new Int32Array(size),
  /** Parts of a `Start`; the segment is -1 where there is none. */
  segment: new Int32Array(size),
  share: new Float64Array(size),
  metres: new Float64Array(size),
  to: new Int32Array(size),
  from: new Int32Array(size),
  along: new Float64Array(size),
  back: new Float64Array(size),
});
type Named = ReturnType<typeof newColumns>;
const NUMBERS = ["seenAt", "lat", "lon", "reservedUntil", "hours", "share", "metres", "along", "back"] as const;
const COUNTS = ["standing", "kind", "skills", "sector", "segment", "to", "from"] as const;
const NAMES = [...NUMBERS, ...COUNTS] satisfies readonly (keyof Named)[];

/**
 * Units in columns of numbers, as weighing reads them. Ten thousand units as objects are scattered over the memory, and each access cost more
 * than the arithmetic on it: to weigh them took 15 ms.
 */
export class Columns {
  #all: Named;
  #size: number;
  #length = 0;
  #orders = new Float64Array(0);
  #drives = new Float64Array(0);
  readonly #sectors = new Map<string, number>();

  constructor(size = 16) {
    this.#size = size;
    this.#all = newColumns(size);
  }

  static of(units: readonly Rankable[]): Columns {
    const columns = new Columns(units.length);
    for (const [nth, unit] of units.entries()) columns.put(nth, unit);
    return columns;
  }

  get all(): Readonly<Named> {
    return this.#all;
  }
  get length(): number {
    return this.#length;
  }
  /** The number of a sector; undefined where no unit was ever of it. */
  sectorNumber(sectorId: string): number | undefined {
    return this.#sectors.get(sectorId);
  }
  /** Number of sectors that were counted so far. */
  get sectors(): number {
    return this.#sectors.size;
  }

  /** Writes a unit at a place: in the place of another, or after the last. */
  put(nth: number, unit: Rankable): void {
    this.#grow(nth + 1);
    this.#length = Math.max(this.#length, nth + 1);
    const { position, start = null, sectorId } = unit;
    const all = this.#all;
    all.seenAt[nth] = position?.at ?? -Infinity;
    all.lat[nth] = position?.point.lat ?? 0;
    all.lon[nth] = position?.point.lon ?? 0;
    all.standing[nth] = standingOf(unit);
    all.reservedUntil[nth] = unit.reservedUntil ?? -Infinity;
    all.kind[nth] = kindNumber(unit.unitKind);
    all.skills[nth] = skillBits(unit.skills);
    all.hours[nth] = unit.hoursWorked;
    all.sector[nth] = sectorId === null ? -1 : this.#numberOf(sectorId);
    all.segment[nth] = start?.segment ?? -1;
    all.share[nth] = start?.share ?? 0;
    all.metres[nth] = start?.metres ?? 0;
    all.to[nth] = start?.to ?? 0;
    all.from[nth] = start?.from ?? 0;
    all.along[nth] = start?.along ?? 0;
    all.back[nth] = start?.back ?? 0;
  }

  /**
   * Two columns for findings about the units, in the memory of the last call. New ones for each piece of advice made the collector of memory
   * run once a second. They hold until the next call.
   */
  findings(): { readonly orders: Float64Array; readonly drives: Float64Array } {
    if (this.#orders.length !== this.#length) {
      this.#orders = new Float64Array(this.#length);
      this.#drives = new Float64Array(this.#length);
    }
    return { orders: this.#orders.fill(0), drives: this.#drives.fill(Number.NaN) };
  }

  /** Takes all away; the room for them stays. */
  clear(): void {
    this.#length = 0;
    this.#sectors.clear();
  }

  /** Takes the last away. */
  pop(): void {
    this.#length = Math.max(0, this.#length - 1);
  }

  /** Adds all units of one sector that lie in columns of their own. */
  append(sectorId: string, others: Columns): void {
    const begin = this.#length;
    this.#grow(begin + others.#length);
    const [ours, theirs] = [this.#all, others.#all];
    for (const name of NAMES) ours[name].set(theirs[name].subarray(0, others.#length), begin);
    ours.sector.fill(this.#numberOf(sectorId), begin, begin + others.#length);
    this.#length = begin + others.#length;
  }

  /** The rule of `serves` for a need, asked of the unit at a place. */
  serving({ kinds, skill }: Pick<Need, "kinds" | "skill">): (nth: number) => boolean {
    const wantedKinds = kinds.reduce((bits, each) => bits | (1 << kindNumber(each)), 0);
    const wantedSkill = skill === null ? 0 : skillBits([skill]);
    const { kind, skills } = this.#all;
    return (nth) => (wantedKinds & (1 << (kind[nth] ?? 0))) !== 0 && ((skills[nth] ?? 0) & wantedSkill) === wantedSkill;
  }

  #numberOf(sectorId: string): number {
    const known = this.#sectors.get(sectorId);
    if (known !== undefined) return known;
    const made = this.#sectors.size;
    this.#sectors.set(sectorId, made);
    return made;
  }

  #grow(length: number): void {
    if (length <= this.#size) return;
    this.#size = Math.max(length, 2 * this.#size);
    const larger = newColumns(this.#size);
    for (const name of NAMES) larger[name].set(this.#all[name]);
    this.#all = larger;
  }
}

import type { Unit } from "@amaliyat/contract/dispatch";
import type { LogType } from "@amaliyat/contract/audit";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { command } from "../../audit/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Entailed } from "../deps.ts";
import type { DispatchTables } from "../rows/dispatch-tables.ts";
import { unitSubject } from "../subjects.ts";
import { tellingsBeyond, tellingsOfUnits } from "../tell-unit.ts";
import { spokeUntil, spokeLastFor } from "../rows/dispatch-queries.ts";
import { actedFor, speakersOf, unitById, type Acted } from "../rows/units-queries.ts";
import { lockUnit, unitOfUser } from "../rows/units-store.ts";

type UnitRow = Omit<DispatchTables["unit"], "crew" | "in_service"> & { readonly crew: string[]; readonly in_service: boolean };

/** The person of a change. */
type Author = Pick<Caller, "userId" | "name" | "role" | "sessionId" | "covers">;

/** One change of one unit by one person. */
export type UnitAct = {
  readonly who: Author;
  readonly at: number;
  /** Its id, or what finds the caller's own in the same transaction; null refuses. */
  readonly unitId: string | ((tx: Tx) => Promise<string | null>);
  /** Time of the crew's act that arrives now (ms). */
  readonly actedAt?: number;
  /** True for a word of a crew that was relieved before (`unitOfWord`): it is logged, and `change` changes nothing. */
  readonly isWord?: boolean;
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Facts of the unit before the change, for the log. */
  readonly before?: (row: UnitRow) => Readonly<Record<string, unknown>>;
  /** Changes the row under its lock, or refuses. */
  readonly change: (tx: Tx, row: UnitRow) => Promise<Result<void, Refusal<ErrorCode>>>;
  /** Writes the consequences of the change in other things; `detail` is added to the entry of the unit. */
  readonly entails?: (tx: Tx, row: UnitRow) => Promise<Entailed & { readonly detail: Readonly<Record<string, unknown>> }>;
};

/** A change without consequences in other things. */
export const NOTHING_MORE = { logged: [], tellings: [], detail: {} };

const isLent = ({ lent_until: until }: UnitRow, at: number): boolean => until !== null && until.getTime() > at;

/**
 * Runs a change of a unit. A patrol changes the unit for which it speaks, or spoke when it acted; everybody else those of their sectors, and
 * those that are lent there.
 */
export async function changeUnitBy(db: Db, act: UnitAct): Promise<Result<Unit, Refusal<ErrorCode>>> {
  const { who, at, unitId: named, actedAt = at, isWord = false, type, detail, before, change } = act;
  const isPatrol = who.role === "patrol";
  return refusable(db, isPatrol ? SYSTEM : { userId: who.userId, role: who.role, sectors: who.covers }, (tx) =>
    command(tx, act, {
      lock: async () => {
        const unitId = typeof named === "string" ? named : await named(tx);
        const row = unitId === null ? undefined : await lockUnit(tx, unitId);
        if (unitId === null || row === undefined) return null;
        const isSeen = who.covers.includes(row.sector_id) || (isLent(row, at) && who.covers.includes(row.lent_to ?? ""));
        if (!isPatrol) return isSeen ? row : null;
        if (isWord) return row;
        // A unit that was found as the caller's own is not asked about again: a relief in between refuses no call for help.
        return typeof named !== "string" || (await actedFor(tx, who.userId, unitId, { acted: actedAt, heard: at })) ? row : null;
      },
      decide: async (_tx, row) => {
        // A word of the crew from before its unit was retired is taken, however late it arrives.
        const isPast = row.retired_at !== null && !isWord && !(isPatrol && actedAt < row.retired_at.getTime());
        if (isPast) return refuse({ code: isPatrol ? "object.not_found" : "unit.retired" });
        return ok({ spoke: await speakersOf(tx, row.unit_id, at) });
      },
      store: async (_tx, row, { spoke }) => {
        const changed = await change(tx, row);
        if (!changed.ok) return changed;
        const unit = await unitById(tx, row.unit_id, at);
        if (unit === null) throw new Error("a unit left its own author's sight");
        return ok({ unit, spoke, more: (await act.entails?.(tx, row)) ?? NOTHING_MORE });
      },
      publish: async (_tx, { unit, spoke, more }, row) => {
        const tellings = await tellingsOfUnits(tx, [row.unit_id], unit.interventionId ?? row.unit_id, at);
        // The sectors that it left and the persons who spoke for it until now are told too.
        const told = new Set(tellings.map(({ sectorId }) => sectorId));
        const left = [row.sector_id, ...(isLent(row, at) ? [row.lent_to] : [])].filter((each) => !told.has(each));
        const own = [...tellings, ...tellingsBeyond(unit, left)].map((each) => ({
          ...each,
          userIds: [...new Set([...(each.userIds ?? []), ...spoke])],
        }));
        return [...own, ...more.tellings];
      },
      answer: (_tx, { unit }) => unit,
      log: ({ unit, more }, row) => [
        { type, about: unitSubject(unit), detail: { code: unit.code, ...detail, ...before?.(row), ...more.detail } },
        ...more.logged,
      ],
    }),
  );
}

/** The unit for which a patrol speaks now, or spoke when it acted; null for none. A person in distress is no crew. */
export const ownUnit = (db: Db, who: Caller, at: number, actedAt = at): Promise<string | null> =>
  transaction(
    db,
    SYSTEM,
    async (tx) => {
      const own = (await unitOfUser(tx, who.userId, actedAt, at)) ?? (await unitOfUser(tx, who.userId, at));
      return own === undefined || own.person_id !== null ? null : own.unit_id;
    },
    { readOnly: true },
  );

/** A unit of which a patrol speaks. `relievedAt`: when the person was relieved there, before the act; null if not. */
type SpokenOf = { readonly unitId: string; readonly relievedAt: Date | null };

/** The unit for which a patrol acted: its own, or the last one, of which the person was relieved before (`relievedAt`); null for none. */
export async function unitOfAct(db: Db, who: Caller, at: number, actedAt: number): Promise<SpokenOf | null> {
  const own = await ownUnit(db, who, at, actedAt);
  if (own !== null) return { unitId: own, relievedAt: null };
  const last = (tx: Tx) => spokeLastFor(tx, who.userId, { acted: actedAt, heard: at });
  const spoke = await transaction(db, SYSTEM, last, { readOnly: true });
  return spoke === null ? null : { unitId: spoke.unitId, relievedAt: spoke.until };
}

/** A unit that a patrol names in a word: one for which it speaks, spoke then, or spoke before it was relieved; null for any other. */
export const unitOfWord = (db: Db, { userId }: Caller, unitId: string, acted: Acted): Promise<SpokenOf | null> =>
  transaction(
    db,
    SYSTEM,
    async (tx) => {
      if (await actedFor(tx, userId, unitId, acted)) return { unitId, relievedAt: null };
      const relievedAt = await spokeUntil(tx, userId, unitId, acted);
      return relievedAt === null ? null : { unitId, relievedAt };
    },
    { readOnly: true },
  );

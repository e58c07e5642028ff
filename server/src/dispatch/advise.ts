import type { dispatch } from "@amaliyat/contract/dispatch";
import { mayBeTaken, rankUnits, shortfall, type Need, type Rankable, type Ranking, type Takeable } from "@amaliyat/domain/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { DispatchDeps } from "./deps.ts";
import { askedFor, unitsBoundHere, whatBinds, type AskedFor } from "./rows/force-queries.ts";
import { unitsByIds } from "./rows/units-queries.ts";

type Advise = typeof dispatch.advise;

/** Units beyond this many are weighed and only counted: nobody reads farther. */
const LISTED = 40;
/** Units that could be taken off their work, beyond which nobody chooses. */
const TAKEN = 3;
const NONE: ReadonlySet<string> = new Set();

/**
 * Ranks every unit of the caller's sectors for an intervention: by road, or by straight line where the town's roads are not known, which
 * is said. Without a place there is nothing to rank by: the list is empty.
 */
export async function advise(
  { db, force, roads, planFor }: DispatchDeps,
  { who, at, params }: Pick<Call<Advise>, "who" | "at" | "params">,
): Promise<Reply<Advise>> {
  const { interventionId } = params;
  const readOnly = { readOnly: true };
  const asking = transaction(db, scopeOf(who), (tx) => askedBy(tx, { planFor, roads }, interventionId, at), readOnly);
  const [found] = await Promise.all([asking, force.catchUp(at)]);
  if (found === null) return refuse({ code: "object.not_found" });
  const { asked, needs, plan } = found;
  await found.searching;
  const reply = await transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const boundHere = force.reachesBeyond(who.covers) ? await unitsBoundHere(tx) : NONE;
      const { units: weighed, columns, here } = force.rankables({ interventionId, covers: who.covers, boundHere, at });
      const missing = shortfall(needs, here);
      const { place, sectorId, priority } = asked;
      const byRoad = place === null ? null : (roads?.to(place, columns) ?? null);
      const basis = byRoad === null ? ("straight_line" as const) : ("road" as const);
      const roadSeconds = byRoad === null ? null : (_unit: Rankable, nth: number) => byRoad(nth);
      const {
        units: ranked,
        uncovered,
        takeable,
      }: Ranking = place === null
        ? { units: [], uncovered: [], takeable: [] }
        : rankUnits(weighed, { place, sectorId, priority, needs: missing, roadSeconds }, at, LISTED, columns);
      const more = place === null ? 0 : weighed.length - ranked.length;
      const ids = ranked.map(({ unitId }) => unitId);
      const [rows, taking] = await Promise.all([unitsByIds(tx, ids, at), takingOf(tx, takeable, asked)]);
      const units = new Map(rows.map((unit) => [unit.unitId, unit]));
      const listed = ranked.flatMap(({ unitId, distanceM, seconds, sum, parts, proposed, positionAgeMs, advised, reasons }) => {
        const unit = units.get(unitId);
        const said = { distanceM, seconds, sum, parts: [...parts], proposed, positionAgeMs, advised, reasons: [...reasons] };
        return unit === undefined ? [] : [{ unit, ...said }];
      });
      return ok({
        basis,
        priority,
        plan,
        shortfall: shownNeeds(missing),
        uncovered: shownNeeds(uncovered),
        taking,
        units: listed,
        more,
      });
    },
    readOnly,
  );
  force.followMovesIfOld();
  return reply;
}

/** Reads what is asked of an intervention, and by which plan; null where the caller sees none. The ways to its place are searched meanwhile. */
async function askedBy(tx: Tx, { planFor, roads }: Pick<DispatchDeps, "planFor" | "roads">, interventionId: string, at: number) {
  const asked = await askedFor(tx, interventionId);
  if (asked === null) return null;
  roads?.turnTo(at);
  const searching = asked.place === null ? null : roads?.search(asked.place);
  const planned = await planFor(tx, interventionId);
  return { asked, searching, ...planned };
}

const shownNeeds = (needs: readonly Need[]) => needs.map((need) => ({ ...need, kinds: [...need.kinds] }));

/** Of the units at work elsewhere those whose own intervention may wait for this one; one that the caller does not see may not. */
async function takingOf(tx: Tx, found: readonly Takeable[], { priority }: AskedFor) {
  const bound = await whatBinds(
    tx,
    found.map(({ unitId }) => unitId),
  );
  const taking = found.flatMap(({ unitId, ...said }) => {
    const [one, another] = bound.filter((each) => each.unitId === unitId);
    return one === undefined || another !== undefined || !mayBeTaken(one.priority, priority) ? [] : [{ ...one, ...said }];
  });
  return taking.slice(0, TAKEN);
}

import type { Assignment as ShownAssignment } from "@amaliyat/contract/dispatch";
import { scopeOf } from "../identity/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { advise } from "./advise.ts";
import { send } from "./assign.ts";
import type { DispatchDeps } from "./deps.ts";

/** Units that are tried: another desk may send the first one in the same moment. */
const TRIED = 5;

/**
 * Makes the act that sends the free unit which the advice puts first, because a person at a telephone said that help is needed now. Null if
 * no unit is free, or the intervention has no point to rank by. Units that are reserved, bound or in distress are left to a dispatcher.
 */
export const sendNearestOf =
  (deps: DispatchDeps) =>
  async (who: Caller, at: number, interventionId: string): Promise<ShownAssignment | null> => {
    const advice = await advise(deps, { who, at, params: { interventionId } });
    if (!advice.ok) return null;
    const free = advice.value.units.filter(({ advised, unit }) => advised && unit.status === "available");
    for (const { unit } of free.slice(0, TRIED)) {
      const sent = await send(deps.db, { who, at, scope: scopeOf(who), interventionId, unitId: unit.unitId, anyway: false });
      if (sent.ok) return sent.value;
    }
    return null;
  };

import type { Assignment as ShownAssignment } from "@amaliyat/contract/dispatch";
import { scopeOf } from "../identity/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { advise } from "./advise.ts";
import { send } from "./assignments/assign.ts";
import type { DispatchDeps } from "./deps.ts";
import { sentByCall } from "./rows/dispatch-queries.ts";

/** Units that are tried: another desk may send the first one in the same moment. */
const TRIED = 5;

/** A call whose caller needs help; `oneMore` asks for another unit beside the one that the call has sent. */
export type AskedByCall = { readonly callId: string; readonly oneMore: boolean };

type Nearest = { readonly sent: ShownAssignment | null; readonly isRepeated: boolean };

/**
 * Makes the act that sends the free unit which the advice puts first, because a person at a telephone said that help is needed now. A call
 * that has a unit on its way is answered with that one. `sent` is null if no unit is free, or the intervention has no point to rank by.
 * Units that are reserved, bound or in distress are left to a dispatcher.
 */
export const sendNearestOf =
  (deps: DispatchDeps) =>
  async (who: Caller, at: number, interventionId: string, asked: AskedByCall): Promise<Nearest> => {
    const before = (): Promise<ShownAssignment | null> =>
      asked.oneMore
        ? Promise.resolve(null)
        : transaction(deps.db, SYSTEM, (tx) => sentByCall(tx, asked.callId, interventionId), { readOnly: true });
    const held = await before();
    if (held !== null) return { sent: held, isRepeated: true };
    const advice = await advise(deps, { who, at, params: { interventionId } });
    if (!advice.ok) return { sent: null, isRepeated: false };
    const free = advice.value.units.filter(({ advised, unit }) => advised && unit.status === "available");
    for (const { unit } of free.slice(0, TRIED)) {
      const sent = await send(deps.db, { who, at, scope: scopeOf(who), interventionId, unitId: unit.unitId, anyway: false, asked });
      if (sent.ok) return { sent: sent.value, isRepeated: false };
      // Another press of the same call was faster.
      const other = await before();
      if (other !== null) return { sent: other, isRepeated: true };
    }
    return { sent: null, isRepeated: false };
  };

import type { Unit } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useSending, type Sending } from "../../api/index.ts";
import { ADVICE, unitList, writeUnit } from "../../facts/index.ts";

export type UnitActing = Pick<Sending, "busy" | "refused"> & {
  /** Sends; true if it was done: the unit as it is then stands on the screen at once. */
  readonly run: (act: () => Promise<Result<Unit, Problem>>) => Promise<boolean>;
};

/** One act on a unit with its refusal. */
export function useUnitAct(): UnitActing {
  const client = useQueryClient();
  const { busy, refused, send } = useSending();
  const run: UnitActing["run"] = async (act) => {
    const answer = await send(act);
    if (!answer?.ok) {
      // The room knows a press that this screen does not show yet.
      if (answer?.error.code === "unit.distress_again") void client.invalidateQueries({ queryKey: unitList.queryKey });
      return false;
    }
    writeUnit(client, answer.value);
    void client.invalidateQueries({ queryKey: ADVICE });
    return true;
  };
  return { busy, refused, run };
}

import type { Unit } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { KEYS } from "../api/index.ts";

export type UnitActing = {
  readonly busy: boolean;
  /** Why the room refused last; stays until the next try. */
  readonly refused: Problem | null;
  /** Sends; the unit as it is then stands on the screen at once. A second call while one is on its way does nothing. */
  readonly run: (send: () => Promise<Result<Unit, Problem>>) => Promise<boolean>;
};

/** One act on a unit with its refusal. */
export function useUnitAct(): UnitActing {
  const client = useQueryClient();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const run: UnitActing["run"] = async (send) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    const answer = await send();
    running.current = false;
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return false;
    const { value } = answer;
    client.setQueryData<readonly Unit[]>(KEYS.units, (held) => held?.map((one) => (one.unitId === value.unitId ? value : one)));
    void client.invalidateQueries({ queryKey: KEYS.allAdvice });
    return true;
  };
  return { busy, refused, run };
}

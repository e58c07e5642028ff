import { workstations, type WorkstationWindow } from "@amaliyat/contract/workstations";
import type { Arrangement } from "@amaliyat/domain/workstations";
import { ask } from "../api/index.ts";
import { useWorkstation, workstationId } from "./this-workstation.ts";
import { windowRole } from "./window-role.ts";

/** Changes of a wall within this time go to the room together, ms. */
const TOGETHER_MS = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The wall that this window showed last at this workstation; `isKnown` is false while that is being read. */
export function useRememberedArrangement(): { readonly wall: WorkstationWindow["wall"]; readonly isKnown: boolean } {
  const { workstation, isKnown } = useWorkstation();
  return { wall: workstation?.windows.find(({ role }) => role === windowRole())?.wall ?? null, isKnown };
}

/** Keeps the wall of this window in the room, if this browser is a workstation. A wall that is not kept is only a wall to arrange again. */
export function rememberArrangement({ grid, cameras }: Arrangement): void {
  clearTimeout(timer);
  const id = workstationId();
  if (id === null) return;
  const body = { wall: { grid, cameras: [...cameras] } };
  timer = setTimeout(() => {
    void ask(workstations.putWindow, { params: { workstationId: id, role: windowRole() }, body });
  }, TOGETHER_MS);
}

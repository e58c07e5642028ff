import { workstations, type Workstation, type WorkstationWindow } from "@amaliyat/contract/workstations";
import type { Arrangement, WindowRole } from "@amaliyat/domain/workstations";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask } from "../api/index.ts";
import { onPersonLeft } from "../store/index.ts";
import { useWorkstation, workstationId, workstationList, writeWorkstation } from "./this-workstation.ts";
import { arrangementRole } from "./window-role.ts";

/** Changes of a wall within this time go to the room together, ms. */
const TOGETHER_MS = 400;
let timer: ReturnType<typeof setTimeout> | undefined;
// The room would keep it in the name of the next person.
onPersonLeft(() => clearTimeout(timer));

/** Address at which this page was loaded. The work that goes to the wall and back stays the work. */
const loadedAt = typeof location === "undefined" ? "" : location.pathname;
const roleHere = (): WindowRole | null => arrangementRole(window.name, loadedAt);

/** The wall that this window showed last at this workstation; `isKnown` is false while that is being read. */
export function useRememberedArrangement(): { readonly wall: WorkstationWindow["wall"]; readonly isKnown: boolean } {
  const { workstation, isKnown } = useWorkstation();
  return { wall: workstation?.windows.find(({ role }) => role === roleHere())?.wall ?? null, isKnown };
}

/** A workstation with another wall in this window. */
function withWall(row: Workstation, role: WindowRole, wall: NonNullable<WorkstationWindow["wall"]>): Workstation {
  const before = row.windows.find((one) => one.role === role);
  return {
    ...row,
    windows: [...row.windows.filter((one) => one !== before), { role, bounds: before?.bounds ?? null, wall }],
  };
}

/**
 * Gives the function that keeps the wall of this window: at once in the lists of this page, and then in the room. A screen that is opened
 * again draws it from those lists. Nothing is kept where this browser is no workstation, and of a tab that is no window of it.
 */
export function useRememberArrangement(): (arrangement: Arrangement) => void {
  const client = useQueryClient();
  return useCallback(
    ({ grid, cameras }) => {
      clearTimeout(timer);
      const [id, role] = [workstationId(), roleHere()];
      if (id === null || role === null) return;
      const wall = { grid, cameras: [...cameras] };
      const row = client.getQueryData(workstationList.queryKey)?.find((one) => one.workstationId === id);
      if (row !== undefined) writeWorkstation(client, withWall(row, role, wall));
      timer = setTimeout(() => {
        void ask(workstations.putWindow, { params: { workstationId: id, role }, body: { wall } });
      }, TOGETHER_MS);
    },
    [client],
  );
}

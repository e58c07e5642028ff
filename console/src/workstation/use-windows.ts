import { workstations } from "@amaliyat/contract/workstations";
import { SIDE_ROLES, type SideRole, type WindowRole } from "@amaliyat/domain/workstations";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ask } from "../api/index.ts";
import { useStore } from "../store/index.ts";
import { boundsOfWindow } from "./screens.ts";
import { useWorkstation, workstationId } from "./this-workstation.ts";
import { holdRole, standingRoles } from "./window-locks.ts";
import { clearLeft, leftAt, mayReturn, RELOAD_MS, WINDOW_CHANNEL, type WindowSaid } from "./window-left.ts";
import { windowRole } from "./window-role.ts";
import { forgetWindow, missing, openAgain, standing } from "./windows.ts";

/** The standing windows are counted this often, and this window says where it stands if it was moved, ms. */
const LOOK_MS = 1_000;
/** A window that opens takes its role within this, ms. One that does not is opened again so often. */
const OPENS_MS = 4_000;
const MOST_TRIES = 3;
/** A window that the room could not forget is told to it again after this, ms. */
const FORGET_AGAIN_MS = 30_000;

/** Roles whose windows stand in this browser, this one's among them. */
export const useStandingRoles = (): ReadonlySet<WindowRole> => useStore(standing);

const isSide = (role: WindowRole): role is SideRole => role !== "work";
const isSame = (a: ReadonlySet<WindowRole>, b: ReadonlySet<WindowRole>): boolean => a.size === b.size && a.isSubsetOf(b);

/**
 * Takes the role of this window, follows those of the others, and opens again what is missing of those that the person may use. Once in the
 * frame of all screens.
 */
export function useWindows(allowed: readonly SideRole[]): void {
  const [role] = useState(windowRole);
  const isKeeper = useHeld(role);
  useSideWindow(role);
  useKeeper(isKeeper && role === "work", allowed);
}

/** True once this window has its role for itself. */
function useHeld(role: WindowRole): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const hold = holdRole(role, () => setHeld(true));
    return () => hold[Symbol.dispose]();
  }, [role]);
  return isHeld;
}

/** A window beside the work: it says where it stands, and comes to the front when it is asked to. */
function useSideWindow(role: WindowRole): void {
  useEffect(() => {
    if (!isSide(role) || typeof BroadcastChannel === "undefined") return undefined;
    const channel = new BroadcastChannel(WINDOW_CHANNEL);
    let told = "";
    const tell = (): void => {
      const bounds = boundsOfWindow();
      const id = workstationId();
      const said = JSON.stringify([id, bounds]);
      if (id === null || said === told) return;
      told = said;
      void ask(workstations.putWindow, { params: { workstationId: id, role }, body: { bounds } });
    };
    const timer = setInterval(tell, LOOK_MS);
    const hear = ({ data }: MessageEvent<WindowSaid>): void => {
      if (data.kind === "front" && data.role === role) window.focus();
    };
    channel.addEventListener("message", hear);
    return () => {
      clearInterval(timer);
      channel.close();
    };
  }, [role]);
}

/** The work keeps the others: what its person closed is forgotten, what died is opened again. */
function useKeeper(isKeeper: boolean, allowed: readonly SideRole[]): void {
  const client = useQueryClient();
  const { workstation } = useWorkstation();
  /** Times at which each missing window was opened by itself (ms of this page). */
  const tried = useRef(new Map<SideRole, readonly number[]>());
  /** Windows that were closed or loaded again a moment ago: their word may come before their mark. */
  const leaving = useRef(new Set<WindowRole>());
  /** Closed windows that the room is told to forget or will be told again, or whose row this page does not show without them yet. */
  const forgetting = useRef(new Set<SideRole>());
  /** Forgets a window that did not come back. A mark that was written meanwhile stays. */
  const forget = async (id: string, role: SideRole, left: number | null): Promise<void> => {
    if (forgetting.current.has(role)) return;
    forgetting.current.add(role);
    const isForgotten = await forgetWindow(client, id, role);
    if (isForgotten && leftAt(role) === left) clearLeft(role);
    setTimeout(() => forgetting.current.delete(role), isForgotten ? LOOK_MS : FORGET_AGAIN_MS);
  };
  const isAway = (role: SideRole): boolean => leaving.current.has(role) || forgetting.current.has(role) || leftAt(role) !== null;
  const look = useEffectEvent(async (): Promise<void> => {
    const now = await standingRoles();
    if (!isSame(now, standing.get())) standing.set(now);
    if (!isKeeper || workstation === null) return;
    const kept = new Set(workstation.windows.map(({ role }) => role));
    for (const role of SIDE_ROLES) {
      const left = leftAt(role);
      if (left === null || mayReturn(left)) continue;
      if (now.has(role) || !kept.has(role)) clearLeft(role);
      else void forget(workstation.workstationId, role, left);
    }
    const gone = allowed.filter((role) => kept.has(role) && !now.has(role) && !isAway(role));
    if (gone.join() !== missing.get().join()) missing.set(gone);
    const at = performance.now();
    const again = gone.filter((role) => {
      const times = tried.current.get(role) ?? [];
      return times.length < MOST_TRIES && at - (times.at(-1) ?? -Infinity) > OPENS_MS;
    });
    for (const role of again) tried.current.set(role, [...(tried.current.get(role) ?? []), at]);
    await openAgain(workstation, again);
  });
  const hear = useEffectEvent((said: WindowSaid): void => {
    const { role } = said;
    if (!isKeeper || said.kind !== "leaves" || !isSide(role)) return;
    leaving.current.add(role);
    const settle = async (): Promise<void> => {
      const id = workstationId();
      // A browser that keeps the mark says by it whether the window came back, also if it loads slowly.
      if (!said.isMarked && id !== null && !(await standingRoles()).has(role)) void forget(id, role, null);
      leaving.current.delete(role);
    };
    setTimeout(() => void settle(), RELOAD_MS);
  });
  const isRead = workstation !== null;
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(WINDOW_CHANNEL);
    channel?.addEventListener("message", ({ data }: MessageEvent<WindowSaid>) => hear(data));
    return () => {
      clearInterval(timer);
      channel?.close();
    };
  }, [isKeeper, isRead]);
}

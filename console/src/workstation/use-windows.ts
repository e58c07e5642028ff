import { workstations } from "@amaliyat/contract/workstations";
import type { SideRole, WindowRole } from "@amaliyat/domain/workstations";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ask } from "../api/index.ts";
import { useStore } from "../store/index.ts";
import { boundsOfWindow } from "./screens.ts";
import { useWorkstation, workstationId } from "./this-workstation.ts";
import { holdRole, standingRoles } from "./window-locks.ts";
import { windowRole } from "./window-role.ts";
import { forgetWindow, missing, openAgain, standing, WINDOW_CHANNEL, type WindowSaid } from "./windows.ts";

/** The standing windows are counted this often, and this window says where it stands if it was moved, ms. */
const LOOK_MS = 1_000;
/** A window that opens takes its role within this, ms. One that does not is opened again so often. */
const OPENS_MS = 4_000;
const MOST_TRIES = 3;
/** A window that is loaded again is away for less than this, ms. */
const RELOAD_MS = 6_000;

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

/** A window beside the work: it says where it stands, that its person closes it, and comes to the front when it is asked to. */
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
    const leave = (): void => channel.postMessage({ kind: "leaves", role } satisfies WindowSaid);
    const hear = ({ data }: MessageEvent<WindowSaid>): void => {
      if (data.kind === "front" && data.role === role) window.focus();
    };
    channel.addEventListener("message", hear);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
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
  /** Windows that were closed or loaded again a moment ago. */
  const leaving = useRef(new Set<WindowRole>());
  const look = useEffectEvent(async (): Promise<void> => {
    const now = await standingRoles();
    if (!isSame(now, standing.get())) standing.set(now);
    if (!isKeeper || workstation === null) return;
    const kept = new Set(workstation.windows.map(({ role }) => role));
    const gone = allowed.filter((role) => kept.has(role) && !now.has(role) && !leaving.current.has(role));
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
    setTimeout(() => {
      leaving.current.delete(role);
      void standingRoles().then((now) => {
        const id = workstationId();
        return now.has(role) || id === null ? undefined : forgetWindow(client, id, role);
      });
    }, RELOAD_MS);
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

import { workstations, type Workstation } from "@amaliyat/contract/workstations";
import type { Problem } from "@amaliyat/contract/route";
import { screenFor, type Bounds, type SideRole, type WindowRole } from "@amaliyat/domain/workstations";
import type { QueryClient } from "@tanstack/react-query";
import { ask } from "../api/index.ts";
import { createPersonStore, createStore } from "../store/index.ts";
import { mayKnowScreens, screensNow } from "./screens.ts";
import { ADDRESSES } from "./side-roles.ts";
import { ensureWorkstation, writeWorkstation } from "./this-workstation.ts";
import { clearLeft } from "./window-left.ts";
import { windowName } from "./window-role.ts";

const NONE: ReadonlySet<WindowRole> = new Set();
/** Roles whose windows stand in this browser. */
export const standing = createStore<ReadonlySet<WindowRole>>(NONE);
/** Windows that should stand and do not: the browser did not let them be opened, or one of them died. */
export const missing = createPersonStore<readonly SideRole[]>([]);

/** Chooses the place of a window: the screen of this number, else where the window lay, else a free screen; null if no screens are known. */
function placeFor(screens: readonly Bounds[] | null, role: SideRole, number: number | null, row: Workstation | null): Bounds | null {
  const lay = row?.windows.find((one) => one.role === role)?.bounds ?? null;
  if (screens === null) return lay;
  const numbered = number === null ? undefined : screens[number - 1];
  if (numbered !== undefined) return numbered;
  const taken = new Set([0]);
  for (const other of row?.windows ?? []) {
    const nth = other.role === role || other.bounds === null ? null : screenFor(other.bounds, screens, new Set(screens.keys()));
    if (nth !== null) taken.add(nth);
  }
  return screens[screenFor(lay, screens, taken) ?? -1] ?? null;
}

/** Opens the window of a role; false if the browser forbids it. */
function openAt(role: SideRole, place: Bounds | null): boolean {
  const at = place === null ? "" : `,left=${place.left},top=${place.top},width=${place.width},height=${place.height}`;
  const opened = window.open(ADDRESSES[role], windowName(role), `popup${at}`);
  missing.set([...missing.get().filter((one) => one !== role), ...(opened === null ? [role] : [])]);
  if (opened !== null) clearLeft(role);
  return opened !== null;
}

/** Result of a press that opens a window: the browser forbade it, or it stands and the room keeps it or does not. */
export type Opened = "blocked" | "kept" | Problem;

/** Opens a window by a press of its person, on the screen of a number or where it lay. The room keeps it from then on. */
export async function openWindow(client: QueryClient, role: SideRole, number: number | null, row: Workstation | null): Promise<Opened> {
  const place = placeFor(await screensNow(), role, number, row);
  if (!openAt(role, place)) return "blocked";
  const id = await ensureWorkstation(client);
  if (!id.ok) return id.error;
  const bounds = place ?? row?.windows.find((one) => one.role === role)?.bounds ?? null;
  const kept = await ask(workstations.putWindow, { params: { workstationId: id.value, role }, body: { bounds } });
  if (!kept.ok) return kept.error;
  writeWorkstation(client, kept.value);
  return "kept";
}

/** Opens windows again that the workstation had, without asking anything. What the browser forbids is `missing`. */
export async function openAgain(row: Workstation, roles: readonly SideRole[]): Promise<void> {
  if (roles.length === 0) return;
  const screens = (await mayKnowScreens()) ? await screensNow() : null;
  for (const role of roles) openAt(role, placeFor(screens, role, null, row));
}

/** Forgets a window that its person closed; false if the room refused it or did not answer. */
export async function forgetWindow(client: QueryClient, workstationId: string, role: SideRole): Promise<boolean> {
  const answer = await ask(workstations.removeWindow, { params: { workstationId, role } });
  if (answer.ok) writeWorkstation(client, answer.value);
  return answer.ok;
}

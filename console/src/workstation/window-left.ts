import { SIDE_ROLES, type WindowRole } from "@amaliyat/domain/workstations";
import { localStore } from "@amaliyat/ui/i18n";
import { windowRole } from "./window-role.ts";

/** Word between the windows of a workstation: its person closes one whose mark the browser keeps or not, or wants one in front. */
export type WindowSaid =
  | { readonly kind: "front"; readonly role: WindowRole }
  | { readonly kind: "leaves"; readonly role: WindowRole; readonly isMarked: boolean };
export const WINDOW_CHANNEL = "amaliyat.windows";

/** A window that is loaded again is away for less than this, ms. */
export const RELOAD_MS = 6_000;
/** A browser that is quit closes all its windows within this, ms. */
const QUIT_MS = 300;
/** The work says so often that it lives, ms. */
const ALIVE_MS = 1_000;

const keyOf = (role: WindowRole): string => `amaliyat.window.left.${role}`;
const ALIVE = "amaliyat.window.alive";

/** Time at which the window of a role went away in good order, ms since epoch. Null if it started again since, or its browser was killed. */
export function leftAt(role: WindowRole): number | null {
  const at = localStore.read(keyOf(role));
  return at === null ? null : Number(at);
}

/** True while a window that left may only be loading again. A mark of later than now was written by a clock that was put back since. */
export function mayReturn(left: number): boolean {
  const age = Date.now() - left;
  return age >= 0 && age < RELOAD_MS;
}

export const clearLeft = (role: WindowRole): void => localStore.remove(keyOf(role));

/** A window starts. A side window that went away together with the work was not closed by its person: the browser was quit. */
function start(role: WindowRole): void {
  if (role === "work") for (const side of SIDE_ROLES) if (isOfQuit(leftAt(side))) clearLeft(side);
  clearLeft(role);
}

/**
 * True where the work went away in the same moment. The mark of the work may be lost as the browser ends. Only then counts when it last said that it
 * lives: a work that is loaded again has said so within the second before, too.
 */
function isOfQuit(left: number | null): boolean {
  if (left === null) return false;
  const [work, alive] = [leftAt("work"), localStore.read(ALIVE)];
  if (work !== null) return Math.abs(left - work) <= QUIT_MS;
  const since = alive === null ? Infinity : left - Number(alive);
  return since >= 0 && since <= ALIVE_MS + QUIT_MS;
}

/** Marks when this window goes away, from its page's start on, whether a person is signed in or not. */
export function followLeaving(role = windowRole(), page: EventTarget = window): void {
  let alive: ReturnType<typeof setInterval> | undefined;
  const live = (): void => {
    start(role);
    if (role === "work") alive = setInterval(() => void localStore.write(ALIVE, String(Date.now())), ALIVE_MS);
  };
  const leave = (): void => {
    clearInterval(alive);
    const isMarked = localStore.write(keyOf(role), String(Date.now()));
    if (role === "work" || typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(WINDOW_CHANNEL);
    channel.postMessage({ kind: "leaves", role, isMarked } satisfies WindowSaid);
    channel.close();
  };
  const restore = (event: Event): void => {
    if ((event as PageTransitionEvent).persisted) live();
  };
  live();
  page.addEventListener("pagehide", leave);
  page.addEventListener("pageshow", restore);
}

import { localStore } from "@amaliyat/ui/i18n";
import { createPersonStore } from "../store/index.ts";
import { FIRST, isStep, type StepId } from "./steps.ts";

/** Past of the tour for one person in this browser. */
export type TourPast =
  /** The tour is offered. */
  | { readonly kind: "new" }
  | { readonly kind: "put_off" }
  /** The tour goes on at this step when it is opened again. */
  | { readonly kind: "left"; readonly at: StepId }
  | { readonly kind: "walked" };

const NEW: TourPast = { kind: "new" };
const keyOf = (userId: string): string => `amaliyat.tour.${userId}`;

/** Stored past, as far as it is readable; else the tour is new. */
export function readPast(text: string | null): TourPast {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (typeof kept !== "object" || kept === null) return NEW;
    const { kind, at } = kept as Readonly<Record<string, unknown>>;
    if (kind === "put_off" || kind === "walked") return { kind };
    return kind === "left" && isStep(at) ? { kind, at } : NEW;
  } catch {
    return NEW;
  }
}

/** Waits in this browser for its person: the next person is offered a tour of their own. */
export const past = createPersonStore<TourPast>(NEW, {
  read: (userId) => readPast(localStore.read(keyOf(userId))),
  write: (userId, next) => void localStore.write(keyOf(userId), JSON.stringify(next)),
});

/** Running tour. `takesFocus` until its card has taken the focus; null while no tour runs. */
export const running = createPersonStore<{ readonly at: StepId; readonly takesFocus: boolean } | null>(null);

/** True while an alarm stands that nobody has taken. Written by the line of alarms. */
export const alarmStands = createPersonStore(false);

function show(at: StepId, takesFocus: boolean): void {
  running.set({ at, takesFocus });
  past.set({ kind: "left", at });
}

/** Opens the tour where it was left, else at its first step. */
export function startTour(): void {
  const before = past.get();
  show(before.kind === "left" ? before.at : FIRST, true);
}

export const goTo = (at: StepId): void => show(at, false);

/** The card has its focus, or waits and takes none when it comes back. */
export function settleFocus(): void {
  const now = running.get();
  if (now?.takesFocus === true) running.set({ ...now, takesFocus: false });
}

/** Ends the tour. It goes on at the same step when it is opened again. */
export const leaveTour = (): void => running.set(null);

/** Ends the tour after its last step. */
export function finishTour(): void {
  running.set(null);
  past.set({ kind: "walked" });
}

export const putOffTour = (): void => past.set({ kind: "put_off" });

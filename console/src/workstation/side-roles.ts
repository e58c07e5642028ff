import { roleOfScreen, type SideRole } from "@amaliyat/domain/workstations";

/** Address of the window of a role. */
export const ADDRESSES: Readonly<Record<SideRole, string>> = {
  wall: "/wall",
  map: "/map",
  playback: "/playback",
  board: "/lines?view=wall",
};

/** Screens beside that of the work which have a key. */
const NUMBERS = [2, 3, 4];

/** Number of the screen on which a role is opened; null for a role that has no screen of its own. */
export const numberOfRole = (role: SideRole, allowed: readonly SideRole[]): number | null =>
  NUMBERS.find((number) => roleOfScreen(number, allowed) === role) ?? null;

/** Roles of the windows of a workstation; a role stands in one window at most. */
export const WINDOW_ROLES = ["work", "wall", "map", "playback", "board"] as const;
export type WindowRole = (typeof WINDOW_ROLES)[number];

/** Windows that are opened beside the work. */
export type SideRole = Exclude<WindowRole, "work">;
export const SIDE_ROLES: readonly SideRole[] = ["wall", "map", "playback", "board"];

/** Side roles in the order in which a workstation gets screens: with two, work and wall; with three, playback too; with four, the board. */
const ORDER: readonly SideRole[] = ["wall", "playback", "board", "map"];

/** Role that is opened on a screen by its number; screen 1 has the work. `allowed` are the roles whose screens the person may use. */
export function roleOfScreen(number: number, allowed: readonly SideRole[]): SideRole | null {
  return ORDER.filter((role) => allowed.includes(role))[number - 2] ?? null;
}

/** Most workstations of a room. */
export const MOST_WORKSTATIONS = 500;
/** Most workstations that one person adds within 24 hours. */
export const MOST_ADDED_A_DAY = 20;

import type { Role } from "@amaliyat/domain/identity";
import { SIDE_ROLES, type SideRole, type WindowRole } from "@amaliyat/domain/workstations";
import { calls } from "../calls/index.ts";
import { dispatch } from "../dispatch/index.ts";
import { recordings } from "../recordings/index.ts";
import type { Route } from "../route/define.ts";

/** Route without which a window of its role shows nothing. */
const MAINS: Readonly<Record<SideRole, Pick<Route, "access">>> = {
  wall: recordings.openLive,
  map: dispatch.units,
  playback: recordings.openReplay,
  board: calls.wallboard,
};

const mayHave = (side: SideRole, role: Role): boolean => {
  const { access } = MAINS[side];
  return access.kind === "roles" && access.roles.includes(role);
};

/** The windows that a person may open beside the work. */
export const sideRolesOf = (role: Role): readonly SideRole[] => SIDE_ROLES.filter((side) => mayHave(side, role));

/** True if a person may write the window of a role. The room keeps nothing of the work but its wall. */
export const mayWriteWindow = (window: WindowRole, role: Role): boolean => mayHave(window === "work" ? "wall" : window, role);

/** True if a person may say which cameras a window shows. */
export const mayWriteWall = (role: Role): boolean => mayHave("wall", role);

import { calls } from "@amaliyat/contract/calls";
import { dispatch } from "@amaliyat/contract/dispatch";
import { recordings } from "@amaliyat/contract/recordings";
import type { Role } from "@amaliyat/domain/identity";
import { SIDE_ROLES, type SideRole } from "@amaliyat/domain/workstations";
import { mayCall } from "../api/index.ts";

const MAINS = {
  wall: recordings.openLive,
  map: dispatch.units,
  playback: recordings.openReplay,
  board: calls.wallboard,
} as const satisfies Record<SideRole, unknown>;

/** Address of the window of a role. */
export const ADDRESSES: Readonly<Record<SideRole, string>> = {
  wall: "/wall",
  map: "/map",
  playback: "/playback",
  board: "/lines?view=wall",
};

/** The windows that a person may open beside the work. */
export const sideRolesOf = (role: Role): readonly SideRole[] => SIDE_ROLES.filter((side) => mayCall(MAINS[side], role));

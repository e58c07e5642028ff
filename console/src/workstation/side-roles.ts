import type { SideRole } from "@amaliyat/domain/workstations";

/** Address of the window of a role. */
export const ADDRESSES: Readonly<Record<SideRole, string>> = {
  wall: "/wall",
  map: "/map",
  playback: "/playback",
  board: "/lines?view=wall",
};

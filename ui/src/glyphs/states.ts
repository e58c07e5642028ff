export const priorities = [1, 2, 3, 4] as const;
export type Priority = (typeof priorities)[number];

export const unitStates = ["available", "reserved", "assigned", "en_route", "on_scene", "unavailable", "stale", "distress"] as const;
export type UnitState = (typeof unitStates)[number];

export const cameraStates = ["connecting", "live", "stalled", "lost", "out_of_service", "no_permission"] as const;
export type CameraState = (typeof cameraStates)[number];

export const origins = ["video", "call", "report", "patrol", "agency", "desk"] as const;
export type Origin = (typeof origins)[number];

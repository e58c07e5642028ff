/** A step of a crew that is kept in the log of its intervention: it arrived late, or its work elsewhere ended this one. */
export const CREW_STEPS = ["accepted", "en_route", "on_scene", "cleared", "refused"] as const;
export type CrewStep = (typeof CREW_STEPS)[number];

import { CAMERAS, PHASES, SITES } from "./cameras.ts";
import { UNITS, USERS } from "./people.ts";
import { SECTORS } from "./sectors.ts";

export { CAMERAS, PHASES, SITES } from "./cameras.ts";
export type { TownCamera, TownPhase, TownSite } from "./cameras.ts";
export { streetMap } from "./streets.ts";
export type { StreetEdge, StreetNetwork, StreetNode } from "./network.ts";
export { UNITS, USERS } from "./people.ts";
export type { TownUnit, TownUser } from "./people.ts";
export { wayBetween } from "./route.ts";
export { SECTORS } from "./sectors.ts";
export type { SectorLevel, TownSector } from "./sectors.ts";

/** Everything that a room is furnished with to run the town. */
export const TOWN = { sectors: SECTORS, phases: PHASES, sites: SITES, cameras: CAMERAS, units: UNITS, users: USERS } as const;

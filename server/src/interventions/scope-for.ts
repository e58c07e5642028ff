import { scopeOf } from "../identity/index.ts";
import { SYSTEM, type Scope } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";

/** True if a caller sees things of a sector. Things without a sector are visible to everybody. */
export const isWithin = (who: Caller, sectorId: string | null): boolean => sectorId === null || who.covers.includes(sectorId);

/** The scope in which something is brought to a sector: the room's own where that lies beyond the caller's, who loses sight of it. */
export const scopeFor = (who: Caller, sectorId: string | null): Scope => (isWithin(who, sectorId) ? scopeOf(who) : SYSTEM);

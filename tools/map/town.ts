/** The checked-in map of the demonstration town. */
export const TOWN_MAP = { folder: "simulator/town-map", attribution: "Aïn Rimal, an invented town (Apache-2.0)" } as const;

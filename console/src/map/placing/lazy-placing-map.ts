import { lazy } from "react";

/** The map under the handles, loaded with MapLibre when it is shown first. */
export const PlacingMap = lazy(async () => ({ default: (await import("./placing-map.tsx")).PlacingMap }));

import { lazy } from "react";

/** The dialog that opens an intervention, loaded when it is asked for. */
export const NewIntervention = lazy(async () => ({ default: (await import("./new-intervention.tsx")).NewInterventionDialog }));

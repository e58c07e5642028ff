export { photoRoutes } from "./photo-routes.ts";
export { likelyInterventions } from "./likely-queries.ts";
export { interventionsRoutes } from "./interventions-routes.ts";
export { lockIntervention, lookAtIntervention, stampOnScene, takeNumber } from "./interventions-store.ts";
export { assignmentJson } from "./row-queries.ts";
export type { CamerasPort, InterventionsDeps, UnitsPort } from "./ports.ts";
export { tellingsOf } from "./tell-intervention.ts";
export { patrolActs, type PatrolActs } from "./patrol-acts.ts";
export { openIntervention, type AlsoAtOpening } from "./open-intervention.ts";

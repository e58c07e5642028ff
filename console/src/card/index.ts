export { NewInterventionDialog } from "./opening/new-intervention.tsx";
export { interventionRoute } from "./route.ts";

export { placesRoutes } from "./places-routes.ts";
export { askForLandmarks, placesJobs } from "./load-landmarks.ts";
export { warningsAt } from "./hazards-at.ts";
export { publicLandmarks } from "./public-landmarks.ts";
export { TownNames } from "./town-names.ts";

export { placesFeature } from "./feature.ts";
export { warningsAt } from "./hazards/hazards-at.ts";

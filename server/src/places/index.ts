export { placesFeature } from "./feature.ts";
export { warningsAt } from "./hazards-at.ts";

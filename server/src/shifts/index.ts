export { shiftsFeature } from "./feature.ts";

export { workstationsFeature } from "./feature.ts";

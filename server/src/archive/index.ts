export { archiveFeature } from "./feature.ts";

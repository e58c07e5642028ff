export { shiftsFeature } from "./feature.ts";
export { seatsPort } from "./seats-port.ts";

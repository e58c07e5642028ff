export type { Likely } from "./card-routes.ts";
export * from "./codes.ts";
export * from "./parting.ts";
export * from "./people.ts";
export * from "./photos.ts";
export * from "./routes.ts";
export * from "./shapes.ts";

export * from "./routes.ts";
export * from "./shapes.ts";
export * from "../interventions/assignment.ts";

export * from "./designation.ts";
export * from "./guessing.ts";
export * from "./lockout.ts";
export * from "./one-time-codes.ts";
export * from "./password.ts";
export * from "./roles.ts";
export * from "./sectors.ts";
export * from "./sessions.ts";

export * from "./designation.ts";
export * from "./lockout.ts";
export * from "./password.ts";
export * from "./roles.ts";
export * from "./sectors.ts";
export * from "./sessions.ts";
export * from "./sign-in-code.ts";
export * from "./two-people.ts";

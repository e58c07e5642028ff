export * from "./access.ts";
export * from "./client.ts";
export * from "./define.ts";
export * from "./fields.ts";
export * from "./make.ts";
export * from "./mark.ts";
export * from "./problem.ts";
export * from "./uploaded-form.ts";

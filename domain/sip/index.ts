export * from "./address.ts";
export * from "./dialog.ts";
export * from "./message.ts";
export * from "./received.ts";
export * from "./response.ts";
export * from "./transaction.ts";

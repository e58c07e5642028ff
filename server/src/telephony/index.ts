export { noTelephony } from "./absent.ts";
export * from "./exchange.ts";

export { PhoneStore, settled } from "./phone-store.ts";

export { PATIENCE_MS, PhoneStore, settled, within } from "./phone-store.ts";

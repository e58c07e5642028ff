export { OutDialog } from "./units/out-dialog.tsx";
export { administrationRoute } from "./route.ts";

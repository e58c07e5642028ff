export { PlanPanel } from "./plan-panel.tsx";

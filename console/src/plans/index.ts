export { plansLive } from "./live.ts";
export { PlanPanel } from "./follow/plan-panel.tsx";
export { checklistOf } from "./plan-queries.ts";
export { targetWords } from "./plan-words.ts";
export { plansRoute } from "./route.ts";

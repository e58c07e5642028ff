export { HoldAct, type Held } from "./hold-act.tsx";
export { OriginalAct } from "./original-act.tsx";

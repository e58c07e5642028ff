export { BoloStrip } from "./bolo-strip.tsx";
export { BolosPanel } from "./bolos-panel.tsx";

export { PartnersPanel } from "./partners-panel.tsx";
export { RequestsPanel } from "./request-said.tsx";

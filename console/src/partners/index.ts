export { PartnersPanel } from "./partners-panel.tsx";

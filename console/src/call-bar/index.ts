export { CallBar } from "./call-bar.tsx";

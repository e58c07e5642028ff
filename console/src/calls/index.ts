export { CallBar } from "./bar/call-bar.tsx";

export { LocalMap } from "./local-map.tsx";

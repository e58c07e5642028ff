import { AT } from "../src/shell/screens/smallest.ts";
import { standStill } from "./stand-still.ts";

// The clock stands before any module of the console reads it.
standStill(Date.parse(AT));
await import("./show.tsx");

import { buildConsole } from "./console-build.ts";
import { ROOT } from "./project/root.ts";

// npm run build: the console's pages into console/dist, when a source changed.
const begun = performance.now();
const outcome = await buildConsole(ROOT);
console.log(`console ${outcome} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);

import { buildPages } from "./console-build.ts";
import { ROOT } from "./project/root.ts";

// npm run build: each app into its dist, when a source changed.
const begun = performance.now();
const built = await buildPages(ROOT);
console.log(`${Object.entries(built).flat().join(" ")} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);

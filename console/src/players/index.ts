export { SILENT_MS, type PlayerState } from "./facts.ts";
export { openPlayer, type OpenView, type PlayerReport } from "./player.ts";
export { AppendQueue } from "./mse/append-queue.ts";
export { createRate, type Rate } from "./rate.ts";
export { createTurnstile } from "./turnstile.ts";

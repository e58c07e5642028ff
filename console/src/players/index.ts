export { type PlayerState } from "./facts.ts";
export { openPlayer, type PlayerReport } from "./player.ts";
export { drawsSlowly } from "./canvas/slow-graphics.ts";
export { AppendQueue } from "./mse/append-queue.ts";
export { createTurnstile } from "./turnstile.ts";

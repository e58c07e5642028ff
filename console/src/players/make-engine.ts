import { CanvasEngine } from "./canvas/canvas-engine.ts";
import type { Engine, EngineListener } from "./engine.ts";
import { MseEngine } from "./mse/mse-engine.ts";

/**
 * WebCodecs where the browser has it (20 ms behind the camera in the trial), else Media Source Extensions (80–150 ms); null where
 * there is neither. WebCodecs needs a secure context: HTTPS or localhost.
 */
export function makeEngine(host: HTMLElement, listener: EngineListener): Engine | null {
  if (typeof VideoDecoder === "function") return new CanvasEngine(host, listener);
  if (typeof MediaSource === "function") return new MseEngine(host, listener);
  return null;
}

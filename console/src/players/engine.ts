import { CanvasEngine } from "./canvas/canvas-engine.ts";
import type { EngineEvent } from "./facts.ts";
import { MseEngine } from "./mse/mse-engine.ts";

/** Shows one stream in its own element inside a host, and forgets it when disposed. The last picture stays between two sockets. */
export type Engine = Disposable & {
  readonly format: "webcodecs" | "mse";
  /** Takes its pictures from this address from now on. */
  readonly connect: (url: string) => void;
};

export type EngineListener = (event: EngineEvent) => void;

/**
 * WebCodecs where the browser has it (20 ms behind the camera in the trial), else Media Source Extensions (80–150 ms); null where
 * there is neither. WebCodecs needs a secure context: HTTPS or localhost.
 */
export function makeEngine(host: HTMLElement, listener: EngineListener): Engine | null {
  if (typeof VideoDecoder === "function") return new CanvasEngine(host, listener);
  if (typeof MediaSource === "function") return new MseEngine(host, listener);
  return null;
}

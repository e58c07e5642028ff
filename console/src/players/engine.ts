import type { EngineEvent } from "./facts.ts";

/** Shows one stream in its own element inside a host, and forgets it when disposed. The last picture stays between two sockets. */
export type Engine = Disposable & {
  readonly format: "webcodecs" | "mse";
  /** Takes its pictures from this address from now on. */
  readonly connect: (url: string) => void;
};

export type EngineListener = (event: EngineEvent) => void;

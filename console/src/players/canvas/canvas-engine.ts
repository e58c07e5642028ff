import type { Engine, EngineListener } from "../engine.ts";
import { PictureStream } from "./picture-stream.ts";
import { assignSeat, type Seat } from "./worker-pool.ts";

const canDrawInWorker = (): boolean =>
  typeof Worker === "function" && typeof HTMLCanvasElement.prototype.transferControlToOffscreen === "function";

/** Decodes with WebCodecs and draws on a canvas of its own: in a worker where the browser can, else on the page. */
export class CanvasEngine implements Engine {
  readonly format = "webcodecs";
  readonly #host: HTMLElement;
  readonly #listener: EngineListener;
  readonly #watcher: ResizeObserver;
  #canvas: HTMLCanvasElement | null = null;
  #seat: Seat | null = null;

  constructor(host: HTMLElement, listener: EngineListener) {
    this.#host = host;
    this.#listener = listener;
    this.#watcher = new ResizeObserver(() => this.#show());
    this.#watcher.observe(host);
    this.#settle();
  }

  connect(url: string): void {
    this.#seat?.connect(url);
  }

  [Symbol.dispose](): void {
    this.#watcher.disconnect();
    this.#seat?.[Symbol.dispose]();
    this.#canvas?.remove();
  }

  /** A new canvas in a new place: at the begin, and after a crash of the worker that had the last one. */
  #settle(): void {
    this.#canvas?.remove();
    const canvas = document.createElement("canvas");
    this.#canvas = canvas;
    this.#host.append(canvas);
    this.#seat = canDrawInWorker() ? this.#inWorker(canvas) : onPage(canvas, this.#listener);
    this.#show();
  }

  #inWorker(canvas: HTMLCanvasElement): Seat {
    return assignSeat(canvas.transferControlToOffscreen(), {
      hear: this.#listener,
      crashed: () => {
        this.#settle();
        this.#listener({ kind: "closed", code: null });
      },
    });
  }

  #show(): void {
    this.#seat?.show(Math.round(this.#host.clientWidth * devicePixelRatio));
  }
}

function onPage(canvas: HTMLCanvasElement, listener: EngineListener): Seat {
  const stream = new PictureStream(canvas, listener);
  return {
    connect: (url) => stream.connect(url),
    show: (width) => stream.showAt(width),
    [Symbol.dispose]: () => stream[Symbol.dispose](),
  };
}

import type { WebSocket } from "ws";
import { toMseWire, toWire, type LiveMessage, type Media, type StreamName } from "../media/index.ts";

type Asked = { readonly cameraId: string; readonly stream: StreamName; readonly format: "webcodecs" | "mse" };
export type Feed = Disposable & {
  readonly end: (code: string) => void;
  /**
   * Stops the picture of a locked screen with the next frame; after it is unlocked the picture goes on with the next key frame. The socket of a
   * slow viewer ends: its backlog would be sent to the locked screen.
   */
  readonly pause: (on: boolean) => void;
};

/** A viewer that is this far behind gets nothing more until the next key frame: a second of 1080p at 4 Mbit/s. */
const BEHIND_BYTES = 512 * 1024;
const PING_EVERY_MS = 10_000;

/** Sends one stream to one socket, and drops pictures rather than keep them when the socket is slow. */
export function liveFeed(socket: WebSocket, media: Pick<Media, "subscribe">, { cameraId, stream, format }: Asked): Feed {
  const wire = format === "mse" ? toMseWire : toWire;
  let paused = false;
  const send = (message: LiveMessage): void => {
    if (socket.readyState === socket.OPEN && !paused) socket.send(wire(message), { binary: true });
  };
  const subscription = media.subscribe(cameraId, stream, {
    onMessage: send,
    canSend: () => !paused && socket.bufferedAmount < BEHIND_BYTES,
  });
  let answered = true;
  const pulse = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    return socket.ping();
  }, PING_EVERY_MS);
  socket.on("pong", () => (answered = true));
  socket.on("error", () => socket.terminate());
  return {
    // A close frame waits behind the backlog: a viewer that reads slowly would get 512 KiB of pictures in the 30 s after its session ended.
    end: (code) => (socket.bufferedAmount > 0 ? socket.terminate() : socket.close(4001, code)),
    pause: (on) => {
      if (on && !paused && socket.bufferedAmount > 0) socket.terminate();
      paused = on;
    },
    [Symbol.dispose]() {
      clearInterval(pulse);
      subscription[Symbol.dispose]();
    },
  };
}

import { PictureStream } from "./picture-stream.ts";
import type { FromWorker, ToWorker } from "./stream-protocol.ts";

/** Several streams of one page: sockets, decoders and canvases, away from the thread that draws the room. */
const streams = new Map<number, PictureStream>();

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  const { id } = data;
  switch (data.kind) {
    case "begin": {
      const tell = (event: FromWorker["event"]): void => postMessage({ id, event } satisfies FromWorker);
      streams.set(id, new PictureStream(data.canvas, tell));
      break;
    }
    case "connect":
      streams.get(id)?.connect(data.url);
      break;
    case "show":
      streams.get(id)?.showAt(data.width);
      break;
    case "end":
      streams.get(id)?.[Symbol.dispose]();
      streams.delete(id);
      break;
  }
});

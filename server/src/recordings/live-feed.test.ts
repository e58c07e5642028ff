import { setImmediate as turn } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import type { LiveFrame, Viewer } from "../media/index.ts";
import { stalledViewer } from "../testing/stalled-viewer.ts";
import { liveFeed } from "./live-feed.ts";

const FRAME: LiveFrame = { kind: "frame", key: true, captureMs: 0, ptsUs: 0, dtsUs: 0, durationUs: 40_000, data: Buffer.alloc(64 * 1024) };

/** A feed that goes on until its viewer is as far behind as it may be. */
async function backlog() {
  const { socket, received } = await stalledViewer();
  const seats: Viewer[] = [];
  const media = {
    subscribe: (_camera: string, _stream: string, seat: Viewer) => {
      seats.push(seat);
      return { dropped: 0, [Symbol.dispose]: () => undefined };
    },
  };
  const feed = liveFeed(socket, media, { cameraId: "c", stream: "main", format: "webcodecs" });
  onTestFinished(() => feed[Symbol.dispose]());
  let sent = 0;
  while (seats[0]?.canSend?.() === true) {
    seats[0].onMessage(FRAME);
    sent += FRAME.data.byteLength;
    await turn();
  }
  return { feed, sent, received };
}

it("what waits for a slow viewer is not sent after its session ended", async () => {
  const { feed, sent, received } = await backlog();
  feed.end("session.ended");
  expect(await received()).toBeLessThan(sent - 256 * 1024);
});

it("what waits for a slow viewer is not sent to a locked screen", async () => {
  const { feed, sent, received } = await backlog();
  feed.pause(true);
  expect(await received()).toBeLessThan(sent - 256 * 1024);
});

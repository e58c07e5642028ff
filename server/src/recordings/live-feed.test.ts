import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import type { LiveFrame, Viewer } from "../media/index.ts";
import { liveFeed } from "./live-feed.ts";

const FRAME: LiveFrame = { kind: "frame", key: true, captureMs: 0, ptsUs: 0, durationUs: 40_000, data: Buffer.alloc(64 * 1024) };
const UPGRADE = [
  "GET / HTTP/1.1",
  "Host: localhost",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  "",
  "",
].join("\r\n");

/** A feed to a viewer that reads nothing, with a backlog on this side of its connection. */
async function stalled() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const connected = once(server, "connection");
  const viewer = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
  onTestFinished(() => void viewer.destroy());
  viewer.on("error", () => undefined);
  viewer.pause();
  viewer.write(UPGRADE);
  const [socket] = (await connected) as [WebSocket];
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
    await new Promise((next) => setImmediate(next));
  }
  /** All bytes that the viewer gets once it reads again, until its connection ends. */
  const received = async (): Promise<number> => {
    let bytes = 0;
    viewer.on("data", (part: Buffer) => (bytes += part.length));
    const closed = once(viewer, "close");
    viewer.resume();
    await closed;
    return bytes;
  };
  return { feed, sent, received };
}

it("what waits for a slow viewer is not sent after its session ended", async () => {
  const { feed, sent, received } = await stalled();
  feed.end("session.ended");
  expect(await received()).toBeLessThan(sent - 256 * 1024);
});

it("what waits for a slow viewer is not sent to a locked screen", async () => {
  const { feed, sent, received } = await stalled();
  feed.pause(true);
  expect(await received()).toBeLessThan(sent - 256 * 1024);
});

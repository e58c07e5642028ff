import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";

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

export type StalledViewer = {
  /** The server's end of the connection. */
  readonly socket: WebSocket;
  /** Reads again, and answers how many bytes come until the connection ends. */
  readonly received: () => Promise<number>;
};

/** A WebSocket whose client has upgraded and reads nothing, so that what is sent to it waits on the server's side. */
export async function stalledViewer(): Promise<StalledViewer> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close());
  await once(server, "listening");
  const connected: Promise<WebSocket> = new Promise((resolve) => server.once("connection", resolve));
  const viewer = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
  onTestFinished(() => void viewer.destroy());
  viewer.on("error", () => undefined);
  viewer.pause();
  viewer.write(UPGRADE);
  const socket = await connected;
  return {
    socket,
    async received() {
      let bytes = 0;
      viewer.on("data", (part: Buffer) => (bytes += part.length));
      const closed = once(viewer, "close");
      viewer.resume();
      await closed;
      return bytes;
    },
  };
}

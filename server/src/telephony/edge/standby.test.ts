import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { freePorts } from "../testing/free-port.ts";
import { serveStandby } from "./standby.ts";

const stack: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of stack.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});

async function standby(roomIsAlive: boolean) {
  const [port = 0, consoles = 0, room = 0] = await freePorts(3);
  const edge = new WebSocketServer({ port: consoles, host: "127.0.0.1", handleProtocols: () => "sip" });
  edge.on("connection", (socket) => socket.on("message", (data) => socket.send(`edge: ${String(data as Buffer)}`)));
  await once(edge, "listening");
  stack.push({
    [Symbol.asyncDispose]: async () => {
      for (const client of edge.clients) client.terminate();
      edge.close();
    },
  });
  const alive = async (): Promise<Server> => {
    const server = createServer((socket) => socket.destroy()).listen(room, "127.0.0.1");
    await once(server, "listening");
    stack.push({ [Symbol.asyncDispose]: async () => void server.close() });
    return server;
  };
  if (roomIsAlive) await alive();
  const isOwnHost = (host: string | undefined): boolean => host?.replace(/:\d+$/, "") === "127.0.0.1";
  stack.push(await serveStandby({ port, consoles, room, host: "127.0.0.1", isOwnHost, tls: null, lingerMs: 300 }));
  return { address: `ws://127.0.0.1:${port}/sip`, alive };
}

/** How a socket ends up: open, or the status with which it was refused. */
const tried = async (address: string, headers: Record<string, string> = {}): Promise<WebSocket | number> => {
  const socket = new WebSocket(address, ["sip"], { headers });
  return new Promise((resolve) => {
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.on("error", () => undefined);
  });
};

it("is closed while the room lives, and for pages that are not the room's", async () => {
  const { address } = await standby(true);
  expect(await tried(address)).toBe(503);
  const { address: dead } = await standby(false);
  expect(await tried(dead, { origin: "https://elsewhere.example" })).toBe(403);
  expect(await tried(dead.replace("/sip", "/other"))).toBe(403);
});

it("joins consoles to the edge while the room is dead, and sends them away once it is back for a while", async () => {
  const { address, alive } = await standby(false);
  const socket = await tried(address, { origin: "http://127.0.0.1:8080" });
  if (typeof socket === "number") throw new Error(`refused with ${socket}`);
  socket.send("REGISTER");
  const [answer] = (await once(socket, "message")) as [Buffer];
  expect(String(answer)).toBe("edge: REGISTER");
  await alive();
  const [code] = (await once(socket, "close")) as [number];
  expect(code).toBe(1012);
  expect(await tried(address)).toBe(503);
});

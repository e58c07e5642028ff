import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sky } from "./sky.ts";

export type BadLink = AsyncDisposable & { readonly url: string };

/** Of held connections, how many die in so many packets: with a word, or without one. */
const DIES = 0.02;
const DIES_SILENTLY = 0.005;

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

type Answer = { readonly status: number; readonly headers: string[]; readonly body: Buffer };

async function ofRoom(room: URL, { method, url, rawHeaders }: IncomingMessage, body: Buffer): Promise<Answer> {
  const asked = request({ host: room.hostname, port: room.port, method, path: url, headers: rawHeaders, agent: false });
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const said = await bytesOf(answer);
  asked.destroy();
  return { status: answer.statusCode ?? 502, headers: answer.rawHeaders, body: said };
}

const breakOff = (answer: ServerResponse): void => void answer.socket?.resetAndDestroy();

/**
 * One request: half the delay, perhaps the room, half the delay, perhaps the answer. A packet on its way arrives, even if its sender has
 * given up.
 */
async function carry(sky: Sky, room: URL, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const body = await bytesOf(asked);
  const fate = sky.fate();
  await sky.travel();
  if (fate === "swallowed") return;
  if (fate === "lost") return breakOff(answer);
  const { status, headers, body: said } = await ofRoom(room, asked, body);
  await sky.travel();
  if (fate === "answer_swallowed") return;
  if (fate === "unanswered") return breakOff(answer);
  if (answer.destroyed) return;
  answer.writeHead(status, headers);
  if (fate !== "cut_short") return void answer.end(said);
  answer.flushHeaders();
  answer.write(said.subarray(0, said.length / 2), () => breakOff(answer));
}

/** Carries one direction of a held connection in order, each packet as late as the link makes it. */
async function pump(sky: Sky, from: Duplex, to: Duplex, end: () => void): Promise<void> {
  let turn = Promise.resolve();
  let deaf = false;
  for await (const part of from as AsyncIterable<Buffer>) {
    deaf ||= sky.happens(DIES_SILENTLY);
    if (deaf) continue;
    if (sky.happens(DIES)) return end();
    const due = performance.now() + sky.lateness();
    turn = turn.then(async () => {
      await sleep(Math.max(0, due - performance.now()));
      await sky.travel();
      if (!to.destroyed) to.write(part);
    });
  }
  await turn;
  end();
}

async function tunnel(sky: Sky, room: URL, asked: IncomingMessage, socket: Duplex): Promise<void> {
  const fate = sky.fate();
  await sky.travel();
  if (fate !== "passes" || socket.destroyed) return void socket.destroy();
  const there = connect(Number(room.port), room.hostname);
  const end = (): void => {
    there.destroy();
    socket.destroy();
  };
  using _ = sky.onBreak(end);
  there.on("error", end);
  const head = asked.rawHeaders.map((each, at) => (at % 2 === 0 ? `${each}: ` : `${each}\r\n`)).join("");
  there.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${head}\r\n`);
  await Promise.allSettled([pump(sky, there, socket, end), pump(sky, socket, there, end)]);
  end();
}

/**
 * Stands between phones and the room, and is as bad as its sky. It delays, loses requests, loses answers of committed work, breaks answers
 * in their middle, delivers abandoned requests late, and is cut. It knows nothing of the content.
 */
export async function startBadLink(roomUrl: string, sky: Sky): Promise<BadLink> {
  const room = new URL(roomUrl);
  const sockets = new Set<Socket>();
  const server = createServer((asked, answer) => {
    // A connection that breaks under way is what this is for.
    carry(sky, room, asked, answer).catch(() => breakOff(answer));
  });
  server.on("upgrade", (asked, socket) => {
    socket.on("error", () => undefined);
    void tunnel(sky, room, asked, socket).catch(() => socket.destroy());
  });
  server.on("connection", (socket) => {
    if (sky.isBroken) return void socket.resetAndDestroy();
    sockets.add(socket);
    const held = sky.onBreak(() => socket.resetAndDestroy());
    socket.on("close", () => {
      held[Symbol.dispose]();
      sockets.delete(socket);
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the link has no port");
  return {
    url: `http://localhost:${address.port}/`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

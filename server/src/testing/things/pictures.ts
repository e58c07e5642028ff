import { decodeWire, readStart, type Start, type WireMessage } from "@amaliyat/contract/picture";
import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { once } from "node:events";
import { vi } from "vitest";
import type { TestClient } from "../test-client.ts";

export type Box = { readonly type: string; readonly body: Buffer };

/** The boxes of ISO/IEC 14496-12 in a piece of a file, one after the other. Throws where they do not fill it exactly. */
export function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) throw new Error(`a box of ${size} bytes at ${at} of ${bytes.length}`);
    boxes.push({ type: bytes.toString("latin1", at + 4, at + 8), body: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

/** Types of the NAL units of a picture in AVCC form with lengths of four bytes. Throws where the lengths do not fill it. */
export function nalTypes(picture: Buffer): number[] {
  const types: number[] = [];
  for (let at = 0; at < picture.length; at += 4 + picture.readUInt32BE(at)) {
    if (at + 4 + picture.readUInt32BE(at) > picture.length) throw new Error("a NAL unit reaches beyond its picture");
    types.push(picture.readUInt8(at + 4) & 31);
  }
  return types;
}

/** A key picture of H.264: an IDR slice. */
export const IDR = 5;

/** One tile of a wall: what it has shown since it was opened. */
export type Tile = {
  readonly messages: readonly WireMessage[];
  /** Milliseconds from the click to the first picture. */
  readonly firstAfterMs: number;
  readonly start: Start;
  readonly closed: Promise<string>;
  readonly close: () => void;
};

/** Opens a camera as a tile does, and waits for its first picture. */
export async function openTile(client: TestClient, cameraId: string, stream: "main" | "sub", format: "webcodecs" | "mse"): Promise<Tile> {
  const clicked = performance.now();
  const { viewId } = await client.must(recordings.openLive, { body: { cameraId, stream, purpose: "road_traffic" } });
  const messages: WireMessage[] = [];
  let firstAt = 0;
  const onMessage = (data: unknown): void => {
    const message = decodeWire(data as Buffer);
    if (message === null) throw new Error("not a message of this version");
    if (message.type === "frame" || message.type === "fragment") firstAt ||= performance.now();
    messages.push(message);
  };
  const { socket, status } = await client.socket(address(recordings.watch, { viewId }, { format }), { onMessage });
  if (socket === null) throw new Error(`the picture answered ${status}`);
  const closed = once(socket, "close").then(([code, reason]) => `${code} ${String(reason)}`);
  await vi.waitFor(
    () => {
      if (firstAt === 0) throw new Error("no picture yet");
    },
    { timeout: 10_000, interval: 5 },
  );
  const config = messages.find(({ type }) => type === "config" || type === "init");
  const start = config && readStart(config.payload);
  if (!start) throw new Error("a picture came before what a decoder starts with");
  return { messages, firstAfterMs: firstAt - clicked, start, closed, close: () => socket.terminate() };
}

import { reports } from "@amaliyat/contract/reports";
import type { FileKind } from "@amaliyat/domain/reports";
import { createHash, randomUUID } from "node:crypto";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { Upload } from "tus-js-client";
import { testClient } from "../test-client.ts";
import { PLACES } from "../test-room.ts";
import { newCode, reportBody } from "./things.ts";

export type ToSend = { readonly fileId: string; readonly kind: FileKind; readonly bytes: Buffer; readonly sha256: string };

export const toSend = (kind: FileKind, bytes: Buffer): ToSend => ({
  fileId: randomUUID(),
  kind,
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

/** A report that announces files, sent to a room; its code. */
export async function announce(url: string, files: readonly ToSend[], device = `device-${randomUUID()}`): Promise<string> {
  const code = newCode();
  const announced = files.map(({ fileId, kind, bytes, sha256 }) => ({ fileId, kind, bytes: bytes.length, sha256 }));
  await testClient(url).must(reports.send, { body: { ...reportBody(code, PLACES.SU1), device, files: announced } });
  return code;
}

/** Sends a file as a phone does, which knows its address beforehand; goes on after every cut. */
export function send(url: string, code: string, { fileId, bytes }: ToSend, chunk = Number.POSITIVE_INFINITY): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const endpoint = new URL(reports.createUpload.path, url).href;
  const upload = new Upload(bytes, {
    endpoint,
    uploadUrl: `${endpoint}/${fileId}`,
    metadata: { fileId },
    headers: { authorization: `Bearer ${code}` },
    chunkSize: chunk,
    retryDelays: Array.from({ length: 200 }, () => 20),
    storeFingerprintForResuming: false,
    onSuccess: () => resolve(),
    onError: reject,
  });
  upload.start();
  return promise;
}

export type Part = { readonly offset: number; readonly bytes: Uint8Array };

/** One word of tus, said by hand. */
export const tus = {
  create: (url: string, code: string, fileId: string, length: number, headers: Record<string, string> = {}) =>
    fetch(new URL(reports.createUpload.path, url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${code}`,
        "tus-resumable": "1.0.0",
        "upload-length": String(length),
        "upload-metadata": `fileId ${Buffer.from(fileId).toString("base64")}`,
        ...headers,
      },
    }),
  head: (url: string, code: string, fileId: string) =>
    fetch(new URL(`${reports.createUpload.path}/${fileId}`, url), {
      method: "HEAD",
      headers: { authorization: `Bearer ${code}`, "tus-resumable": "1.0.0" },
    }),
  patch: (url: string, code: string, fileId: string, { offset, bytes }: Part) =>
    fetch(new URL(`${reports.createUpload.path}/${fileId}`, url), {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${code}`,
        "tus-resumable": "1.0.0",
        "upload-offset": String(offset),
        "content-type": "application/offset+octet-stream",
      },
      body: Buffer.from(bytes),
    }),
};

/** A link to a room that breaks after so many bytes of each connection, as a phone's does that moves. */
export async function badLink(
  url: string,
  breaksAfter: () => number,
): Promise<{ readonly url: string; readonly cuts: () => number } & AsyncDisposable> {
  const room = new URL(url);
  const open = new Set<Socket>();
  let cuts = 0;
  const server = createServer((phone) => {
    const there = connect(Number(room.port), room.hostname);
    let left = breaksAfter();
    for (const socket of [phone, there]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => open.delete(socket));
    }
    there.on("close", () => phone.destroy());
    phone.on("end", () => there.end());
    phone.on("data", (data) => {
      if (left < 0) return;
      left -= data.length;
      there.write(left >= 0 ? data : data.subarray(0, data.length + left));
      if (left >= 0) return;
      cuts += 1;
      phone.resetAndDestroy();
      // One in eight breaks is told to nobody: the room goes on waiting for bytes that never come.
      if (cuts % 8 !== 0) there.end();
    });
    there.on("data", (data) => phone.write(data));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cuts: () => cuts,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

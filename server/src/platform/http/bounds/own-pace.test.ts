import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { boundBodies, hasOwnPace } from "../server.ts";

const paced = new Set(["POST /allo/photos"]);
const form = "multipart/form-data; boundary=x";
const has = (method: string, url: string, type?: string): boolean =>
  hasOwnPace({ method, url, headers: type === undefined ? {} : { "content-type": type } }, paced);

it("gives a pace of its own to files of a form by the method and at the address of their route", () => {
  expect(has("POST", "/allo/photos", form)).toBe(true);
  expect(has("POST", "/allo/photos", form.replace("multipart", "Multipart"))).toBe(true);
});

it("bounds any other request at that address as all are", () => {
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) expect(has(method, "/allo/photos", form)).toBe(false);
  for (const type of [undefined, "text/plain", "application/json", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x"])
    expect(has("POST", "/allo/photos", type)).toBe(false);
  for (const url of ["/allo/photos/", "/allo/photos?x", "/allo", "/"]) expect(has("POST", url, form)).toBe(false);
});

/** Sends text to a port, and gives all that comes until the other side closes. */
async function said(port: number, pieces: readonly string[], everyMs: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (bytes) => (text += bytes.toString()));
  socket.on("error", () => undefined);
  for (const piece of pieces) {
    socket.write(piece);
    await sleep(everyMs);
  }
  if (!socket.closed) await once(socket, "close");
  return text;
}

it("ends a request whose body takes too long, and no other", async () => {
  const server = createServer((request, response) => void request.resume().on("end", () => response.end("taken")));
  boundBodies(server, paced, { secure: false, isOwnHost: () => true }, 1_000);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const head = (address: string, more = ""): string =>
    `POST ${address} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 6\r\n${more}\r\n`;
  const drip = ["a", "b", "c", "d", "e", "f"];
  const [slow, quick, files] = await Promise.all([
    said(port, [head("/other"), ...drip], 400),
    said(port, [head("/other"), ...drip], 5),
    said(port, [head("/allo/photos", `content-type: ${form}\r\n`), ...drip], 400),
  ]);
  expect(slow).toMatch(/^HTTP\/1\.1 408 /u);
  expect(quick).toMatch(/^HTTP\/1\.1 200 .*taken$/su);
  expect(files).toMatch(/^HTTP\/1\.1 200 .*taken$/su);
  server.close();
});

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { boundaryOf, BrokenForm, readParts } from "./multipart.ts";

const BOUNDARY = "----WebKitFormBoundaryX7";
const name = fc.stringMatching(/^[a-z]{1,8}$/);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  // Bytes that look like an end and are none.
  fc
    .constantFrom(`\r\n--`, `\r\n--${BOUNDARY.slice(0, -1)}`, `--${BOUNDARY}`, `\r\n\r\n--${BOUNDARY.slice(2)}\r\n`)
    .map((text) => Buffer.from(text)),
);
const part = fc.record({ name, filename: fc.option(fc.constantFrom("a.jpg", "", "صورة.heic")), content });
type Part = { readonly name: string; readonly filename: string | null; readonly content: Buffer };

const written = (parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.map(({ name: called, filename, content: bytes }) =>
      Buffer.concat([
        Buffer.from(
          `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${called}"${filename === null ? "" : `; filename="${filename}"\r\nContent-Type: image/jpeg`}\r\n\r\n`,
        ),
        bytes,
        Buffer.from("\r\n"),
      ]),
    ),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, nth = 0; at < bytes.length; nth++) {
    const size = sizes[nth % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(body: AsyncIterable<unknown>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const { bytes, ...head } of readParts(body, BOUNDARY)) {
    const pieces: Buffer[] = [];
    for await (const piece of bytes) pieces.push(Buffer.from(piece));
    parts.push({ name: head.name, filename: head.filename, content: Buffer.concat(pieces) });
  }
  return parts;
}

it("reads back what was written, in whatever pieces it comes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
      async (parts, sizes) => {
        expect(await read(inPieces(written(parts), sizes))).toEqual(parts);
      },
    ),
  );
});

it("throws where a sender breaks off, and never takes half a part for a whole", async () => {
  const whole = written([{ name: "photo", filename: "a.jpg", content: Buffer.alloc(200, 7) }]);
  for (let at = 0; at < whole.length - 4; at += 7)
    await expect(read(inPieces(whole.subarray(0, at), [13]))).rejects.toBeInstanceOf(BrokenForm);
});

it("skips what its reader leaves, and refuses a head without end", async () => {
  const parts = [
    { name: "a", filename: "a", content: Buffer.alloc(5000) },
    { name: "b", filename: null, content: Buffer.from("x") },
  ];
  const names: string[] = [];
  for await (const each of readParts(inPieces(written(parts), [64]), BOUNDARY)) names.push(each.name);
  expect(names).toEqual(["a", "b"]);
  const endless = Buffer.from(`--${BOUNDARY}\r\nX: ${"y".repeat(20_000)}`);
  await expect(read(inPieces(endless, [1000]))).rejects.toBeInstanceOf(BrokenForm);
});

it("knows a boundary by its header", () => {
  expect(boundaryOf(`multipart/form-data; boundary=${BOUNDARY}`)).toBe(BOUNDARY);
  expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe("a b");
  for (const type of [null, "text/plain", "multipart/form-data", "multipart/form-data; boundary="]) expect(boundaryOf(type)).toBeNull();
});

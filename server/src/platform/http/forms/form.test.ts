import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { readForm, UNREADABLE } from "./form.ts";

it("reads the first of each name, and nothing that the database could not keep", async () => {
  const form = Readable.from([Buffer.from("v=1&v=2&device_num"), Buffer.from("ber=%2B213661000001&odd=a%00b&=none")]);
  expect(await readForm(form)).toEqual({ v: "1", device_number: "+213661000001", odd: "ab", "": "none" });
});

it("reads the texts and numbers of a JSON object by its type; anything else is unreadable, and none is empty", async () => {
  const read = (body: unknown, type = "application/json; charset=utf-8") =>
    readForm(Readable.from([Buffer.from(typeof body === "string" ? body : JSON.stringify(body))]), type);
  expect(await read({ from: 213550111222, text: 'A"ML=1;lt=+31.9', odd: null, inner: { a: "b" } })).toEqual({
    from: "213550111222",
    text: 'A"ML=1;lt=+31.9',
  });
  for (const other of ["{", '"text"', "null", "7", "[[]]"]) expect(await read(other), other).toEqual({ [UNREADABLE]: "" });
  for (const empty of ["", " ", "{}"]) expect(await read(empty), empty).toEqual({});
  expect(await read({ [UNREADABLE]: "x" })).toEqual({ unreadable: "x" });
  expect(await read("a=b", "application/x-www-form-urlencoded")).toEqual({ a: "b" });
});

it("reads what begins with a byte-order mark, raw or escaped", async () => {
  const read = (body: string, type?: string) => readForm(Readable.from([Buffer.from(body)]), type);
  const fields = { from: "213550111222", text: "A" };
  expect(await read("\uFEFFfrom=213550111222&text=A")).toEqual(fields);
  expect(await read("%EF%BB%BFfrom=213550111222&text=A")).toEqual(fields);
  expect(await read(`\uFEFF${JSON.stringify(fields)}`, "application/json")).toEqual(fields);
});

it("keeps what came where the sender breaks off", async () => {
  const broken = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from("v=1&location_latitude=31.95");
    throw new Error("gone");
  };
  expect(await readForm(Readable.from(broken()))).toEqual({ v: "1", location_latitude: "31.95" });
});

it("does not listen for ever to who never ends", async () => {
  let sent = 0;
  const endless = async function* (): AsyncGenerator<Buffer> {
    for (;;) yield Buffer.alloc(64 * 1024, `${(sent += 1)}=x&`);
  };
  const fields = await readForm(Readable.from(endless()));
  expect(Object.keys(fields).length).toBeGreaterThan(0);
  expect(sent).toBeLessThan(40);
});

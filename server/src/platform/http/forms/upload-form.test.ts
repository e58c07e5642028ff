import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { openUploadForms } from "./upload-form.ts";

const URLENCODED = "application/x-www-form-urlencoded";
const of = (body: string | Buffer) => Readable.from([Buffer.from(body)]);
const read = (body: string | Buffer, type = URLENCODED, said = 0) => openUploadForms()(of(body), type, said);

/** A form with files as a browser writes it. */
async function multipart(fields: readonly (readonly [string, string])[], files: readonly Uint8Array<ArrayBuffer>[]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const file of files) form.append("media[]", new Blob([file], { type: "image/jpeg" }), "صورة.jpg");
  const response = new Response(form);
  return { body: Buffer.from(await response.arrayBuffer()), type: response.headers.get("content-type") ?? "" };
}

it("reads every value of each name, whole", async () => {
  const words = "ش".repeat(9_000);
  expect(await read(`media_url=a&media_url=b&description=${encodeURIComponent(words)}&x=a%00b`)).toEqual({
    fields: { media_url: ["a", "b"], description: [words], x: ["ab"] },
    unread: [],
    files: [],
    fault: null,
  });
});

it("reads fields and files of a multipart body, and takes an empty file field for none", async () => {
  const { body, type } = await multipart([["description", "حفرة 🔥\r\n--x"]], [Uint8Array.of(255, 216, 255), new Uint8Array(0)]);
  expect(await read(body, type)).toEqual({
    fields: { description: ["حفرة 🔥\r\n--x"] },
    unread: [],
    files: [Uint8Array.of(255, 216, 255)],
    fault: null,
  });
});

it("says of what it does not take why: no form, broken, too large, too many at a time", async () => {
  const { body, type } = await multipart([["a", "b"]], []);
  const faults = [
    await read("{}", "application/json"),
    await read("", ""),
    await read(body.subarray(0, -8), type),
    await read(`a=${"b".repeat(300 * 1024)}`),
    await read("a=b", URLENCODED, 300 * 1024),
    await read(Array.from({ length: 201 }, (_, n) => `n${n}=`).join("&")),
  ].map(({ fault }) => fault);
  expect(faults).toEqual(["not_a_form", "not_a_form", "not_a_form", "too_large", "too_large", "not_a_form"]);
});

it("holds no more than so much at a time of forms with files, lets go of what it read, and lets small forms pass", async () => {
  const forms = openUploadForms({ fields: 100, files: 1_000, all: 150 });
  const multipart = "multipart/form-data; boundary=part";
  const whole = (text: string) => `--part\r\ncontent-disposition: form-data; name="a"\r\n\r\n${text}\r\n--part--\r\n`;
  const slow = new Readable({ read: () => undefined });
  slow.push(whole("1234567890").slice(0, 70));
  const first = forms(slow, multipart, 0);
  await expect.poll(() => slow.readableLength).toBe(0);
  expect((await forms(of(whole("x".repeat(40))), multipart, 0)).fault).toBe("busy");
  expect((await forms(of("b=12345678"), URLENCODED, 0)).fault).toBeNull();
  slow.push(whole("1234567890").slice(70));
  slow.push(null);
  expect((await first).fault).toBeNull();
  expect((await forms(of(whole("x".repeat(40))), multipart, 0)).fault).toBeNull();
});

const escaped = (bytes: Uint8Array): string => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const LATIN = Buffer.from("trou dangereux, été", "latin1");
/** «عائق في الطريق» in Windows-1256, as old systems of the Maghreb write it. */
const ARABIC = Buffer.from("dac7c6de20dded20c7e1d8d1edde", "hex");
const ARABIC_TEXT = "عائق في الطريق";

it("decodes the charset that a form declares: in its type, in its field, or in the head of a part", async () => {
  const declared = { fields: { description: [ARABIC_TEXT] }, unread: [], files: [], fault: null };
  expect(await read(`description=${escaped(ARABIC)}`, `${URLENCODED}; charset=windows-1256`)).toEqual(declared);
  expect(await read(Buffer.concat([Buffer.from("description="), ARABIC]), `${URLENCODED};charset="Windows-1256"`)).toEqual(declared);
  expect((await read(`d=${escaped(LATIN)}`, `${URLENCODED}; charset=iso-8859-1`)).fields).toEqual({ d: ["trou dangereux, été"] });
  expect((await read(`d=${escaped(ARABIC)}&_charset_=windows-1256`)).fields).toEqual({ d: [ARABIC_TEXT], _charset_: ["windows-1256"] });
  const part = (name: string, value: Buffer, head = "") =>
    Buffer.concat([Buffer.from(`--b\r\ncontent-disposition: form-data; name="${name}"\r\n${head}\r\n`), value, Buffer.from("\r\n")]);
  const body = Buffer.concat([
    part("d", ARABIC),
    part("l", LATIN, "Content-Type: text/plain; charset=iso-8859-1\r\n"),
    part("w", Buffer.from("شارع", "utf16le"), "Content-Type: text/plain; charset=utf-16le\r\n"),
    part("_charset_", Buffer.from("windows-1256")),
    Buffer.from("--b--\r\n"),
  ]);
  expect((await read(body, "multipart/form-data; boundary=b")).fields).toEqual({
    d: [ARABIC_TEXT],
    l: ["trou dangereux, été"],
    w: ["شارع"],
    _charset_: ["windows-1256"],
  });
});

it("drops a field that is not in its charset, and names it", async () => {
  const words = escaped(Buffer.from(ARABIC_TEXT));
  expect(await read(`description=${words}&email=a%FFb&lat=36.7&email=x`)).toEqual({
    fields: { description: [ARABIC_TEXT], email: ["x"], lat: ["36.7"] },
    unread: ["email"],
    files: [],
    fault: null,
  });
  expect((await read(`a=1&_charset_=%FF&n%FF=2`)).unread).toEqual(["_charset_", "n\uFFFD"]);
  expect((await read(`d=${words}`, `${URLENCODED}; charset=klingon`)).fields).toEqual({ d: [ARABIC_TEXT] });
  expect((await read(`d=${words}&_charset_=UTF_8`)).fields["d"]).toEqual([ARABIC_TEXT]);
});

it("reads the head of a part whose lines are folded or have tabs", async () => {
  const body = Buffer.concat([
    Buffer.from('--b\r\ncontent-disposition: form-data;\r\n\tname="d"\r\ncontent-type: text/plain;\r\n charset=windows-1256\r\n\r\n'),
    ARABIC,
    Buffer.from('\r\n--b\r\ncontent-disposition: form-data;\tname="e"\r\ncontent-type: text/plain;\tcharset=windows-1256\r\n\r\n'),
    ARABIC,
    Buffer.from("\r\n--b--\r\n"),
  ]);
  expect((await read(body, "multipart/form-data;\tboundary=b")).fields).toEqual({ d: [ARABIC_TEXT], e: [ARABIC_TEXT] });
});

it("refuses a form without a text in its charset, and a charset that is unknown or cannot stand in such a form", async () => {
  const bytes = Buffer.from([0xc0, 0xaf, 0xe0]);
  const multipart = Buffer.concat([
    Buffer.from('--b\r\ncontent-disposition: form-data; name="d"\r\n\r\n'),
    LATIN,
    Buffer.from("\r\n--b--\r\n"),
  ]);
  const faults = [
    await read(`d=${escaped(LATIN)}`),
    await read(`d=${escaped(bytes)}`),
    await read(`d=${escaped(LATIN)}`, `${URLENCODED}; charset=utf-8`),
    await read(`d=${escaped(LATIN)}`, `${URLENCODED}; charset=klingon`),
    await read(`d=${escaped(LATIN)}&_charset_=klingon`),
    await read("d=a", `${URLENCODED}; charset=utf-16`),
    await read(multipart, "multipart/form-data; boundary=b"),
  ].map(({ fault, fields }) => [fault, fields]);
  expect(faults).toEqual(faults.map(() => ["wrong_charset", {}]));
});

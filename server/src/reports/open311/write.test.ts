import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXml, type Element } from "../../testing/xml-reader.ts";
import { toJson, toXml, written } from "./write.ts";

const ARABIC = Array.from("شاحنة متوقفة وسط الطريق؛ ٤٥٪ «هنا»");
/** Text as people and programs write it: markup, Arabic, marks of direction, control characters, halves of pairs. */
const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...ARABIC),
    fc.constantFrom(
      "<",
      ">",
      "&",
      '"',
      "'",
      "]]>",
      "<!--",
      "&amp;",
      "\0",
      "\b",
      "\u001f",
      "\u007f",
      "\ud800",
      "\udfff",
      "\ufffe",
      "\uffff",
    ),
    fc.constantFrom("\u202a", "\u202e", "\u2066", "\u2069", "\u200f", "\u200e", "\u061c"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
});

/** Expected rest of a text: without characters that XML cannot hold and marks that reverse other words. */
const left = (text: string): string =>
  Array.from(text)
    .filter((sign) => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/u.test(sign))
    .join("");

const child = (of: Element, name: string): Element | undefined => of.children.find((each) => each.name === name);

describe("the XML of an answer", () => {
  it("is well-formed whatever stands in it, and says the same", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ description: anything, address: anything }), { maxLength: 4 }), (rows) => {
        const read = readXml(toXml("service_requests", rows));
        expect(read.name).toBe("service_requests");
        expect(read.children.map((row) => [row.name, child(row, "description")?.text, child(row, "address")?.text])).toEqual(
          rows.map(({ description, address }) => ["request", left(description), left(address)]),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("makes no letter of two halves between which a mark is taken away", () => {
    expect(toXml("service_requests", [{ description: "a\ud800\u202a\udfffb" }])).toContain("<description>ab</description>");
  });

  it("keeps Arabic and the marks that its keyboards type", () => {
    const words = "حي النصر\u200f، قرب «السوق» 12";
    expect(toXml("service_requests", [{ description: words }])).toContain(`<description>${words}</description>`);
  });

  it("names what is in a list, leaves out what is not there, and has empty elements for null", () => {
    const definition = { service_code: "a", attributes: [{ code: "b", values: [{ key: "1", name: null }], more: undefined }] };
    expect(toXml("service_definition", definition)).toContain(
      "<attributes><attribute><code>b</code><values><value><key>1</key><name/></value></values></attribute></attributes>",
    );
    expect(() => toXml("service_definition", { unnamed: ["x"] })).toThrow("unnamed");
  });
});

describe("the JSON of an answer", () => {
  it("says the same as its XML", () => {
    fc.assert(
      fc.property(anything, (description) => {
        const [row] = JSON.parse(toJson([{ description }])) as { description: string }[];
        expect(left(row?.description ?? "")).toBe(left(description.toWellFormed()));
        expect(row?.description).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("has the type of its format", () => {
    expect(written("xml", "errors", []).type).toContain("text/xml");
    expect(written("json", "errors", [], 404)).toMatchObject({ status: 404, type: "application/json; charset=utf-8" });
  });
});

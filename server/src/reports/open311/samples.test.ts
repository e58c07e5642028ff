import { open311Created, open311Definition, open311Error, open311Request, open311Service, open311Update } from "@amaliyat/contract/reports";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { readXml, type Element } from "../../testing/xml-reader.ts";
import { toXml, type Answer } from "./write.ts";

// Answers of other systems that speak Open311, where they lie beside the project: what we write has the elements by which they are read.
const folder = new URL("../../../../../shared/assets/open311/", import.meta.url).pathname;
const isThere = existsSync(folder);
const filesIn = (name: string): string[] => (isThere ? readdirSync(join(folder, name)).map((file) => join(folder, name, file)) : []);
const samples = filesIn("fixmystreet").concat(filesIn("city-responses").filter((file) => file.endsWith(".xml")));

type Shape = { readonly item: string; readonly schema: z.ZodObject };
/** By the root of a sample: what is in it, and which of our shapes says the same. */
const SHAPES: Readonly<Record<string, Shape>> = {
  services: { item: "service", schema: open311Service },
  service_definition: { item: "service_definition", schema: open311Definition },
  service_requests: { item: "request", schema: open311Request },
  service_requests_updates: { item: "request_update", schema: open311Update },
  errors: { item: "error", schema: open311Error },
};
/** Elements of other systems that ours has no answer to, and that are left out as the standard allows. */
const LEFT_OUT = new Set(["token", "non_public", "media_url", "groups", "bad_data", "extras", "service_request_id_ext", "fixmystreet_id"]);

const namesIn = (of: Element): string[] => of.children.map(({ name }) => name);

describe.skipIf(!isThere)("an answer of another system", () => {
  it.each(samples)("%s is read, and has nothing that ours has not", (file) => {
    const text = readFileSync(file, "utf8");
    // Some are templates of tests, with a word of the template's language where an element would stand.
    const read = readXml(text.replaceAll(/@\{\[|\]\}|->|[$]\w+/g, ""));
    // Updates posted to us are another extension.
    if (read.name === "service_request_updates") return;
    const shape = SHAPES[read.name];
    expect(shape, read.name).toBeDefined();
    if (shape === undefined) return;
    const items = read.name === shape.item ? [read] : read.children;
    for (const item of items) {
      expect(item.name).toBe(shape.item);
      const known = [...Object.keys(shape.schema.shape), ...Object.keys(open311Created.shape)];
      expect(namesIn(item).filter((name) => !known.includes(name) && !LEFT_OUT.has(name))).toEqual([]);
    }
  });
});

describe.skipIf(!isThere)("the published schemas", () => {
  const schemaOf = (name: string) =>
    JSON.parse(readFileSync(join(folder, "schema", `${name}.json`), "utf8")) as {
      required: string[];
      properties: Record<string, { type?: string; enum?: string[]; anyOf?: { type: string; maxLength?: number }[] }>;
    };
  const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
  const request = open311Request.parse({
    service_request_id: "R-2026-000001",
    status: "closed",
    status_notes: "انتهى",
    service_name: "عائق في الطريق",
    service_code: "obstacle",
    description: null,
    agency_responsible: "القاعة",
    service_notice: null,
    requested_datetime: "2026-11-01T00:00:00.000Z",
    updated_datetime: "2026-11-01T00:00:00.000Z",
    expected_datetime: null,
    address: null,
    address_id: null,
    zipcode: null,
    lat: 31.95,
    long: 5.33,
    media_url: null,
  });
  const service = open311Service.parse({
    service_code: "obstacle",
    service_name: "عائق",
    description: "شيء يعيق السير",
    metadata: true,
    type: "realtime",
    keywords: "طريق, عائق",
    group: "الطريق",
  });

  it.each([
    ["request", request],
    ["service", service],
  ] as const)("hold for a %s of ours", (name, value: Readonly<Record<string, unknown>>) => {
    const schema = schemaOf(name);
    for (const required of schema.required) expect(value[required], required).toBeDefined();
    for (const [key, each] of Object.entries(value)) {
      const said = schema.properties[key];
      expect(said, key).toBeDefined();
      const types = said?.anyOf?.map(({ type }) => type) ?? [said?.type ?? ""];
      expect(types, key).toContain(typeOf(each));
      if (said?.enum) expect(said.enum).toContain(each);
    }
    expect(readXml(toXml(name, value as Answer)).children.map((each) => each.name)).toEqual(Object.keys(value));
  });

  it("have the words that ours allow", () => {
    const statuses = schemaOf("request").properties["status"]?.enum;
    expect(open311Request.shape.status.options).toEqual(statuses);
    expect(open311Service.shape.type.options.toSorted()).toEqual(schemaOf("service").properties["type"]?.enum?.toSorted());
  });
});

it.skipIf(!isThere)("lists of other cities are what our shapes take, but for what ours always say", () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, "city-responses", name), "utf8"));
  expect(open311Service.array().safeParse(read("service_list.json")).success).toBe(true);
  expect(open311Request.partial().array().safeParse(read("service_requests.json")).success).toBe(true);
});

import { expect, test } from "vitest";
import { findingsIn } from "../findings.ts";
import { partnerDocuments } from "./partner-documents.ts";

const documentWith = (schema: object) =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "A", version: "1", license: { name: "MIT", url: "https://opensource.org/license/mit" } },
    servers: [{ url: "https://room.town.dz" }],
    security: [],
    paths: {
      "/a": {
        get: {
          operationId: "a",
          summary: "A",
          responses: {
            "200": { description: "Done", content: { "application/json": { schema } } },
            "400": { description: "Not right" },
          },
        },
      },
    },
  });

test("a document is clean, a property without words is found, and so is what is no OpenAPI", async () => {
  const file = "docs/partner-openapi.json";
  const inner = (more: object) => ({ type: "object", properties: { deep: { type: "string", ...more } } });
  expect(await findingsIn(partnerDocuments, { [file]: documentWith(inner({ description: "Said." })) })).toEqual([]);
  expect((await findingsIn(partnerDocuments, { [file]: documentWith(inner({})) })).join()).toMatch(/deep says nothing of itself/);
  expect((await findingsIn(partnerDocuments, { [file]: documentWith({ type: "no type" }) })).join()).toMatch(/struct|type/);
});

import { ERRORS } from "@amaliyat/contract/errors";
import { isNothing, problem, type Route } from "@amaliyat/contract/route";
import { ROUTES } from "@amaliyat/contract/table";
import { z } from "zod";
import type { Generator } from "./generator.ts";

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

/** The parameters of one place, one by one, as OpenAPI wants them. */
function parametersOf(schema: z.ZodType, place: "path" | "query") {
  if (isNothing(schema)) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: each,
  }));
}

function responsesOf(route: Route) {
  const problems = [...new Set(route.errors.map((code) => ERRORS[code].status))].map((status) => [
    String(status),
    {
      description: route.errors.filter((code) => ERRORS[code].status === status).join(", "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  const done =
    route.carriage === "socket"
      ? ["101", { description: "WebSocket" }]
      : route.carriage === "bytes"
        ? ["200", { description: "Bytes" }]
        : isNothing(route.reply)
          ? ["204", { description: "Done" }]
          : ["200", { description: "Done", content: { "application/json": { schema: schemaOf(route.reply, "output") } } }];
  return Object.fromEntries([done, ...problems]) as Record<string, unknown>;
}

function operationOf(route: Route) {
  const access = route.access.kind === "roles" ? { roles: route.access.roles, sectors: route.access.sectors } : { kind: route.access.kind };
  const logged = route.log.by === "none" ? { none: route.log.why } : route.log.types;
  return {
    operationId: route.name,
    summary: route.summary,
    "x-access": access,
    "x-logged": logged,
    ...(route.access.kind === "public" ? { security: [] } : {}),
    ...(route.access.kind === "partner" ? { security: [{ partner: [] }] } : {}),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(isNothing(route.body) ? {} : { requestBody: { content: { "application/json": { schema: schemaOf(route.body, "input") } } } }),
    responses: responsesOf(route),
  };
}

/** docs/openapi.json: the route table as OpenAPI 3.1, with callers and log entries as extensions. */
export const openapiPage: Generator = {
  file: "docs/openapi.json",
  make: async () => {
    const paths: Record<string, Record<string, unknown>> = {};
    for (const route of ROUTES) {
      const path = route.path.replace(/:(\w+)/g, "{$1}");
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
    }
    const head = {
      openapi: "3.1.0",
      info: { title: "Amaliyat", version: "1", license: { name: "Apache-2.0" } },
      security: [{ session: [] }],
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "amaliyat_session" },
          partner: { type: "http", scheme: "bearer" },
        },
        schemas: { Problem: schemaOf(problem, "output") },
      },
    };
    // One operation a line: a change of one route is one line of a diff.
    const operations = Object.entries(paths).map(
      ([path, methods]) =>
        `${JSON.stringify(path)}: {\n${Object.entries(methods)
          .map(([method, operation]) => `${JSON.stringify(method)}: ${JSON.stringify(operation)}`)
          .join(",\n")}\n}`,
    );
    return `${JSON.stringify(head).slice(0, -1)},\n"paths": {\n${operations.join(",\n")}\n}}\n`;
  },
};

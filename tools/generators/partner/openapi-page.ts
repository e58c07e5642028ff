import { alerts } from "@amaliyat/contract/alerts";
import { ERRORS, explain, type ErrorCode } from "@amaliyat/contract/errors";
import { outsideRoutes, PARTNER_EXAMPLES, type PartnerExample } from "@amaliyat/contract/partners";
import {
  open311Created,
  open311Definition,
  open311Discovery,
  open311Error,
  open311Posted,
  open311Request,
  open311RequestForm,
  open311Service,
  open311Token,
  open311Update,
  open311UpdateForm,
  reports,
} from "@amaliyat/contract/reports";
import { isNothing, problem, type Route } from "@amaliyat/contract/route";
import { z } from "zod";
import type { Generator } from "../generator.ts";
import { schemaOf } from "./schemas.ts";

type Told = {
  readonly route: Route;
  readonly tag: "exchange" | "desk" | "georeport" | "alerts";
  /** Of an answer that travels as bytes. */
  readonly reply?: z.ZodType;
  readonly form?: z.ZodType;
};

/**
 * Routes that a stranger may call. The socket is in partner-asyncapi.json. The empty page of the desk and its files are left out: people
 * open them.
 */
const TOLD: readonly Told[] = [
  { route: outsideRoutes.takeEido, tag: "exchange" },
  { route: outsideRoutes.systemReport, tag: "exchange" },
  { route: outsideRoutes.deskSignIn, tag: "desk" },
  { route: outsideRoutes.deskForwards, tag: "desk" },
  { route: outsideRoutes.deskReport, tag: "desk" },
  { route: reports.open311Discovery, tag: "georeport", reply: open311Discovery },
  { route: reports.open311DiscoveryBelow, tag: "georeport", reply: open311Discovery },
  { route: reports.open311Services, tag: "georeport", reply: z.array(open311Service) },
  { route: reports.open311Service, tag: "georeport", reply: open311Definition },
  { route: reports.open311Send, tag: "georeport", reply: z.array(open311Created), form: open311RequestForm },
  { route: reports.open311SendUpdate, tag: "georeport", reply: z.array(open311Posted), form: open311UpdateForm },
  { route: reports.open311Requests, tag: "georeport", reply: z.array(open311Request) },
  { route: reports.open311Request, tag: "georeport", reply: z.array(open311Request) },
  { route: reports.open311Token, tag: "georeport", reply: z.array(open311Token) },
  { route: reports.open311Updates, tag: "georeport", reply: z.array(open311Update) },
  { route: alerts.inForce, tag: "alerts" },
  { route: alerts.picture, tag: "alerts" },
];

const TAGS = [
  { name: "exchange", description: "Between systems: what the room forwarded is reported on, and the room is asked for something." },
  {
    name: "desk",
    description:
      "A desk without a system: what the narrow screen at /partner uses. The list and its reports take the token of a program too.",
  },
  { name: "georeport", description: "Open311 GeoReport v2, by which a city hands on reports of its residents." },
  { name: "alerts", description: "Public alerts in force, for everybody." },
];

/** Errors that the gate gives before a route is asked, and failures that it cannot help. */
const OF_EVERY: readonly ErrorCode[] = ["request.invalid", "request.wrong_host", "request.too_many", "server.failed"];
const OF_A_BODY: readonly ErrorCode[] = ["request.too_large", "request.wrong_origin"];
const OF_A_PARTNER: readonly ErrorCode[] = [
  "partner.token_missing",
  "partner.token_refused",
  "partner.inactive",
  "partner.authorisation_missing",
  "partner.authorisation_expired",
  "database.busy",
  "database.unavailable",
];
/** Statuses of GeoReport where HTTP has others: 403 is a key that is missing or wrong, 400 any other fault. */
const OF_GEOREPORT: Readonly<Record<number, number>> = { 401: 403, 409: 400, 415: 400, 422: 400 };

function codesOf({ route, tag }: Told): ErrorCode[] {
  const knowsCaller = route.access.kind === "partner" || (tag !== "alerts" && route.method === "POST");
  const own =
    route.access.kind === "partner" ? OF_A_PARTNER : knowsCaller || tag === "alerts" ? ["database.busy", "database.unavailable"] : [];
  const body = isNothing(route.body) ? [] : OF_A_BODY;
  const secret: ErrorCode[] = tag === "georeport" ? [] : ["request.secret_in_address"];
  return [...new Set([...OF_EVERY, ...secret, ...body, ...(own as ErrorCode[]), ...route.errors])];
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Not right as it stands: mend it and send again.",
  401: "The token is missing or is not taken.",
  403: "Not allowed.",
  404: "There is no such thing, or it is not yours.",
  408: "It came too slowly.",
  409: "It does not fit how things stand. Sending it again is of no use.",
  413: "It is too large.",
  415: "It is no form.",
  421: "The address is not one of the room.",
  422: "It is understood and makes no sense.",
  429: "Too many in a short time. Wait as long as `Retry-After` says.",
  500: "A fault of the room. Send it again later; it is safe.",
  503: "The room cannot do it now. Wait as long as `Retry-After` says.",
};
const AGAIN = { "Retry-After": { $ref: "#/components/headers/RetryAfter" } };

function refusalsOf(told: Told): [string, unknown][] {
  const statusOf = (code: ErrorCode): number => {
    const { status } = ERRORS[code];
    return told.tag === "georeport" ? (OF_GEOREPORT[status] ?? status) : status;
  };
  const codes = codesOf(told);
  const content =
    told.tag === "georeport"
      ? { "application/json": { schema: { $ref: "#/components/schemas/GeoReportErrors" } } }
      : { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return [...new Set(codes.map(statusOf))]
    .toSorted((a, b) => a - b)
    .map((status) => {
      const lines = codes.filter((code) => statusOf(code) === status).map((code) => `- \`${code}\`: ${explain(code, {}).en}`);
      const description = [REASONS[status] ?? "Refused.", "", ...lines].join("\n");
      return [String(status), { description, ...(status === 429 || status === 503 ? { headers: AGAIN } : {}), content }];
    });
}

const examplesOf = (examples: readonly PartnerExample[], what: "body" | "reply") => {
  const given = examples.filter((each) => each[what] !== undefined);
  return given.length === 0
    ? {}
    : { examples: Object.fromEntries(given.map((each) => [each.name, { summary: each.summary, value: each[what] }])) };
};

function answerOf({ route, reply, tag }: Told): [string, unknown] {
  const examples = examplesOf(PARTNER_EXAMPLES[route.name] ?? [], "reply");
  if (reply !== undefined) {
    const json = { schema: schemaOf(reply, "output"), ...examples };
    const xml = { schema: { type: "string", description: "The same values as XML, as GeoReport writes it." } };
    return ["200", { description: "Done.", content: { "application/json": json, "text/xml": xml } }];
  }
  if (tag === "alerts" && route.carriage === "bytes")
    return ["200", { description: "The picture.", content: { "image/jpeg": { schema: { type: "string", format: "binary" } } } }];
  if (isNothing(route.reply)) return ["204", { description: "Taken." }];
  return ["200", { description: "Done.", content: { "application/json": { schema: schemaOf(route.reply, "output"), ...examples } } }];
}

function parametersOf(schema: z.ZodType, place: "path" | "query") {
  if (isNothing(schema)) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...each }]) => ({
    name,
    in: place,
    description,
    required: place === "path" || required.includes(name),
    schema: each,
  }));
}

function bodyOf({ route, form }: Told) {
  if (isNothing(route.body)) return {};
  const examples = examplesOf(PARTNER_EXAMPLES[route.name] ?? [], "body");
  if (form === undefined)
    return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input"), ...examples } } } };
  const schema = schemaOf(form, "input");
  const content = { "application/x-www-form-urlencoded": { schema, ...examples }, "multipart/form-data": { schema } };
  return { requestBody: { required: true, content } };
}

function securityOf({ route, tag }: Told): Record<string, string[]>[] {
  if (tag === "georeport") return route.method === "POST" || route.access.kind === "partner" ? [{ key: [] }, { keyInAddress: [] }] : [];
  if (tag === "desk") return route.access.kind === "partner" ? [{ session: [] }, { system: [] }] : [];
  return tag === "exchange" ? [{ system: [] }] : [];
}

const operationOf = (told: Told) => ({
  operationId: told.route.name.replace(".", "_"),
  summary: told.route.summary.split(/[:;]/, 1)[0],
  description:
    told.route.former === null ? `${told.route.summary}.` : `${told.route.summary}.\n\nBefore: \`${told.route.former.path}\`, deprecated.`,
  tags: [told.tag],
  security: securityOf(told),
  parameters: [...parametersOf(told.route.params, "path"), ...parametersOf(told.route.query, "query")],
  ...bodyOf(told),
  responses: Object.fromEntries([answerOf(told), ...refusalsOf(told)]) as Record<string, unknown>,
});

const ABOUT = `For systems outside the room: partner bodies, cities, and whoever shows public alerts. docs/partners-api.md leads from nothing to a closed incident.

Fields and parameters that the room does not know are refused with 400 \`request.invalid\`, so that a misspelt one is seen. Two are open by their standards: an EIDO may have components that the room does not read (the answer names them in \`unread\`), and the form of a GeoReport may have fields of the sender's own.

A body has 256 KiB at most; the one of \`/session\` 16 KiB. A 400 without \`fields\` is a body that is no JSON, or an address that cannot be read.

An answer may gain fields at any time: read those that you know. A field is never taken away and no meaning changes within a version. A list in \`x-extensible-enum\` has the values of today and may grow: read a word that you do not know as one of its kind.

A deprecated address answers with \`Deprecation\` (RFC 9745), \`Sunset\` (RFC 8594) and a \`Link\` to its successor, for two years from the first.`;

const document = () => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const told of TOLD) {
    const path = told.route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [told.route.method.toLowerCase()]: operationOf(told) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Amaliyat for partners",
      version: "1.0.0",
      description: ABOUT,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [
      {
        url: "https://{room}",
        description: "The room",
        variables: { room: { default: "room.town.dz", description: "The host of the room, as its supervisor tells it." } },
      },
    ],
    tags: TAGS,
    paths,
    components: {
      securitySchemes: {
        system: {
          type: "http",
          scheme: "bearer",
          description: "The token of use `system` that a supervisor of the room issues to a program.",
        },
        session: { type: "http", scheme: "bearer", description: "The session that a desk token opens; eight hours at most." },
        key: {
          type: "http",
          scheme: "bearer",
          description: "The key of use `open311`; also as the password of Basic, or in the form as `api_key`.",
        },
        keyInAddress: { type: "apiKey", in: "query", name: "api_key", description: "The same key, for clients that can send no header." },
      },
      headers: {
        RetryAfter: {
          description: "Seconds after which the same may be sent again (RFC 9110).",
          required: true,
          schema: { type: "integer", minimum: 1 },
        },
      },
      schemas: { Problem: schemaOf(problem, "output"), GeoReportErrors: schemaOf(z.array(open311Error), "output") },
    },
  };
};

/** docs/partner-openapi.json: the routes of those outside the room, whole. */
export const partnerOpenapiPage: Generator = {
  file: "docs/partner-openapi.json",
  make: async () => `${JSON.stringify(document(), null, 2)}\n`,
};

import { capWords, fromNotifier, fromSubscriber, outsideRoutes, sentEido } from "@amaliyat/contract/partners";
import type { z } from "zod";
import type { Generator } from "../generator.ts";
import { schemaOf } from "./schemas.ts";

type Messages = Record<string, Record<string, unknown>>;

/** The messages of one side of the socket: each shape is an object with one member, named as the message. */
const messagesOf = (union: z.ZodUnion<readonly z.ZodObject[]>): Messages =>
  Object.fromEntries(
    union.options.map((shape) => {
      const [name = "", inner] = Object.entries(shape.shape)[0] ?? [];
      const payload = schemaOf(shape, "input");
      if (name === "event") {
        const { properties } =
          (payload["properties"] as Record<string, { properties: Record<string, Record<string, unknown>> }>)["event"] ?? {};
        Object.assign(properties?.["notification"] ?? {}, { items: { $ref: "#/components/schemas/Eido" } });
      }
      const summary = (inner as z.ZodType | undefined)?.description;
      return [name, { name, title: name, summary, contentType: "application/json", payload }];
    }),
  );

const refs = (base: string, messages: Messages) => Object.keys(messages).map((name) => ({ $ref: `${base}/${name}` }));
const named = (messages: Messages) =>
  Object.fromEntries(Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]));

const SIGNED = {
  type: "object",
  required: ["amaliyat-timestamp", "amaliyat-delivery", "amaliyat-signature"],
  properties: {
    "amaliyat-timestamp": { type: "string", description: "Time of this try, in seconds since 1970. Refuse a message over 300 s off." },
    "amaliyat-delivery": { type: "string", description: "Names the message. One that was seen is answered 200 and done once." },
    "amaliyat-signature": {
      type: "string",
      pattern: "^v1=[0-9a-f]{64}$",
      description: "`v1=` and HMAC-SHA256, in hexadecimal, of `timestamp.delivery.body` under the secret between both.",
    },
  },
} as const;
const BEARER = {
  type: "object",
  properties: { authorization: { type: "string", description: "`Bearer` and the secret between both, where there is one." } },
} as const;

const eidoMessage = (title: string, headers: object) => ({
  name: title,
  title,
  summary: "An incident that is forwarded, a change of it, or its end: the same `$id`, a later stamp.",
  contentType: "application/json",
  headers,
  payload: { $ref: "#/components/schemas/Eido" },
});

const document = () => {
  const [fromRoom, fromPartner] = [messagesOf(fromNotifier), messagesOf(fromSubscriber)];
  const posted: Messages = {
    signedEido: eidoMessage("signedEido", SIGNED),
    postedEido: eidoMessage("postedEido", BEARER),
    postedCap: {
      name: "postedCap",
      title: "postedCap",
      summary: "A CAP 1.2 message: `Alert`, `Update` or `Cancel`, with `references` to those that it takes the place of.",
      contentType: "application/cap+xml",
      headers: BEARER,
      payload: {
        type: "string",
        description: "The XML of the message, in Arabic and French. The schema `CapWords` has its values by element.",
      },
    },
  };
  const post = (name: string, description: string) => ({
    address: "{path}",
    parameters: { path: { description: "The path of the partner's address, as the supervisor of the room entered it." } },
    description,
    servers: [{ $ref: "#/servers/partner" }],
    messages: named({ [name]: {} }),
  });
  const sends = (channel: string, name: string, scheme: "secret" | "signature") => ({
    action: "send",
    channel: { $ref: `#/channels/${channel}` },
    summary: "The room posts to the partner's address; any 2xx within 10 s takes it; 408, 425, 429, 500 and more mean later.",
    security: [{ $ref: `#/components/securitySchemes/${scheme}` }],
    bindings: { http: { method: "POST", bindingVersion: "0.3.0" } },
    messages: refs(`#/channels/${channel}/messages`, { [name]: {} }),
  });
  const said = "#/channels/conveyance/messages";
  return {
    asyncapi: "3.0.0",
    id: "urn:amaliyat:partners",
    info: {
      title: "Amaliyat for partners: what the room says of itself",
      version: "1.0.0",
      description:
        "Forwards reach a partner by one transport, which a supervisor chooses: the socket of NENA-STA-024, an EIDO by POST, a signed webhook, or CAP 1.2. Each message is sent until it is taken: with the same identifier and the same bytes (in CAP `expires` alone moves with the try), in order, after 5 s, then 15 s, then every 30 s. A try may take 10 s. Taking it is no acknowledgement by a person: see partner-openapi.json.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    defaultContentType: "application/json",
    servers: {
      room: {
        host: "room.town.dz",
        protocol: "wss",
        description: "The room; the partner opens the socket with its token of use `system`.",
        security: [{ $ref: "#/components/securitySchemes/system" }],
      },
      partner: {
        host: "partner.town.dz",
        protocol: "https",
        description: "The partner's own address, as the supervisor of the room entered it.",
      },
    },
    channels: {
      conveyance: {
        address: outsideRoutes.conveyance.path,
        description:
          "The notifier of NENA-STA-024, 2.1. An event that is not answered within 10 s is sent again under the same `transactionId`. Unknown fields are ignored; a message has 64 KiB at most. A token that is not taken is answered 401 before the socket opens. The socket closes with 1007 after what is no message, with 1008 once the token ends, and with 1009 after a message that is too large. On a new socket all that waits comes at once. With several sockets an event may come on each, and its answer counts on that socket.",
        servers: [{ $ref: "#/servers/room" }],
        messages: named({ ...fromRoom, ...fromPartner }),
      },
      webhook: post("signedEido", "The signed webhook: transport `webhook`."),
      eidoPost: post("postedEido", "An EIDO by POST: transport `eido_http`."),
      capPost: post("postedCap", "CAP 1.2 by POST: transport `cap`."),
    },
    operations: {
      notify: {
        action: "send",
        channel: { $ref: "#/channels/conveyance" },
        summary: "Messages of the room on the socket.",
        messages: refs(said, fromRoom),
      },
      subscribe: {
        action: "receive",
        channel: { $ref: "#/channels/conveyance" },
        summary: "Messages of a partner on the socket.",
        messages: refs(said, fromPartner),
      },
      postWebhook: sends("webhook", "signedEido", "signature"),
      postEido: sends("eidoPost", "postedEido", "secret"),
      postCap: sends("capPost", "postedCap", "secret"),
    },
    components: {
      securitySchemes: {
        system: { type: "http", scheme: "bearer", description: "The token of use `system`." },
        secret: { type: "http", scheme: "bearer", description: "The secret between both, by which the room names itself." },
        signature: {
          type: "httpApiKey",
          in: "header",
          name: "amaliyat-signature",
          description: "The signature under the secret between both.",
        },
      },
      messages: { ...fromRoom, ...fromPartner, ...posted },
      schemas: {
        CapWords: { description: "Values of a CAP message of the room, by element.", ...schemaOf(capWords, "output") },
        Eido: { description: "An EIDO (NENA-STA-021, 1.0) of the room.", ...schemaOf(sentEido, "output") },
      },
    },
  };
};

/** docs/partner-asyncapi.json: sockets and posts by which the room speaks of itself. */
export const partnerAsyncapiPage: Generator = {
  file: "docs/partner-asyncapi.json",
  make: async () => `${JSON.stringify(document(), null, 2)}\n`,
};

import { z } from "zod";
import { notLogged, open } from "../route/access.ts";
import { point } from "../route/fields.ts";
import { route } from "../route/make.ts";

const page = {
  method: "GET",
  carriage: "bytes",
  access: open("the page is the same for everybody and names nobody"),
  log: notLogged("a page as it is"),
} as const;

/** Places of a caller from outside: from the telephone's own system, and from the page that a message links to. */
export const callPlaceRoutes = {
  aml: route({
    name: "calls.aml",
    method: "POST",
    path: "/api/aml",
    summary:
      "Place of a telephone that dialled an emergency number: AML over HTTPS (fields of ELS; the answer is always a success), or a handed-on AML SMS (`from`, `text`)",
    access: open("the sender knows a key, or sends from a network of the configuration; anything else is dropped without a word"),
    log: notLogged("a measurement, kept with the call that it belongs to"),
    takes: "form",
    query: z.object({ key: z.string().max(200).optional() }),
    body: z.record(z.string(), z.string()),
    errors: ["sms.not_aml"],
  }),
  placePage: route({ ...page, name: "calls.placePage", path: "/place", summary: "The page that tells a telephone's place once" }),
  placeScript: route({ ...page, name: "calls.placeScript", path: "/place/place.mjs", summary: "Its script" }),
  placeStyle: route({ ...page, name: "calls.placeStyle", path: "/place/place.css", summary: "Its style" }),
  placeWords: route({ ...page, name: "calls.placeWords", path: "/place/words", summary: "Its words in the three languages" }),
  tellPlace: route({
    name: "calls.tellPlace",
    method: "POST",
    path: "/place",
    summary: "The place of the telephone to which the link was sent; taken once",
    access: open("whoever has the link of the message; it opens nothing and is taken once"),
    log: notLogged("the link was logged when it was sent; the place is kept with the call"),
    body: z.object({ token: z.string().max(100), point, accuracyM: z.number().min(0).max(1_000_000).nullable() }),
    reply: z.object({ taken: z.boolean() }),
  }),
} as const;

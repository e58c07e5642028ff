import { z } from "zod";
import { notLogged, open, signedIn } from "../route/access.ts";
import { route } from "../route/make.ts";
import { health, room } from "./shapes.ts";

export const theRoom = {
  health: route({
    name: "room.health",
    method: "GET",
    path: "/api/health",
    summary: "Whether the room stands",
    access: open("asked by a supervisor program that has no account"),
    log: notLogged("two bits"),
    reply: health,
  }),
  room: route({
    name: "room.room",
    method: "GET",
    path: "/api/room",
    summary: "Name and place of the room",
    access: signedIn,
    log: notLogged("the name on the door"),
    reply: room,
  }),
  basemap: route({
    name: "room.basemap",
    method: "GET",
    path: "/api/basemap",
    summary: "The local base map as GeoJSON; answers without the internet",
    access: signedIn,
    log: notLogged("public geography"),
    carriage: "bytes",
    reply: z.string(),
    errors: ["object.not_found"],
  }),
} as const;

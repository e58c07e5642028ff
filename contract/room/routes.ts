import { z } from "zod";
import { notLogged, open, rolesOfRoom, signedIn } from "../route/access.ts";
import { route } from "../route/make.ts";
import { firstHour, health, mapVersion, room, storage } from "./shapes.ts";

export const theRoom = {
  health: route({
    name: "room.health",
    method: "GET",
    path: "/api/health",
    summary: "Tells if a command would be stored now: 503 if not",
    access: open("asked by a supervisor program that has no account"),
    log: notLogged("two bits"),
    reply: health,
    errors: ["database.unavailable", "room.cannot_keep"],
  }),
  storage: route({
    name: "room.storage",
    method: "GET",
    path: "/api/room/storage",
    summary: "Free space of the room's disks, and uses refused for lack of it",
    access: rolesOfRoom("supervisor", "technician", "administrator"),
    log: notLogged("sizes of disks, asked for every few seconds by the screens that warn of them"),
    reply: storage,
  }),
  room: route({
    name: "room.room",
    method: "GET",
    path: "/api/room",
    summary: "Name and place of the room",
    access: signedIn,
    log: notLogged("the name on the door"),
    whileLocked: true,
    reply: room,
  }),
  firstHour: route({
    name: "room.firstHour",
    method: "GET",
    path: "/api/room/first-hour",
    summary: "State of each step of the room's first hour, judged from the room itself",
    access: rolesOfRoom("supervisor", "administrator"),
    log: notLogged("counts of what the lists of these roles show, asked for while somebody sets the room up"),
    reply: firstHour,
  }),
  mapTiles: route({
    name: "room.mapTiles",
    method: "GET",
    path: "/api/map/:mapVersion/town.pmtiles",
    summary: "The town's map tiles (PMTiles 3) by Range; a version never changes, another one is another address",
    access: open("geography that is public, for the apps of citizens too; it shows nothing of the room"),
    log: notLogged("public geography, asked for with every move of the map"),
    carriage: "bytes",
    params: z.object({ mapVersion }),
    errors: ["object.not_found", "request.invalid"],
  }),
} as const;

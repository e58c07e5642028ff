import { expect, it } from "vitest";
import { refusalOf } from "./answer.ts";

const text = { ar: "أ", fr: "a", en: "a" };

it.each([
  [401, { code: "session.idle", text }, "signed_out"],
  [401, { code: "session.wrong_credentials", text }, "refused"],
  // The act waits, as after any other end of the session.
  [403, { code: "session.second_factor_due", text }, "signed_out"],
  [409, { code: "assignment.backward", text }, "refused"],
  [408, { code: "request.too_slow", text }, "not_now"],
  [429, { code: "request.too_many", text }, "not_now"],
  [503, { code: "database.unavailable", text }, "not_now"],
  [507, { code: "photo.no_room", text }, "not_now"],
  [502, null, "not_now"],
  [504, null, "not_now"],
  [500, { code: "server.failed", text }, "failed"],
  [500, null, "failed"],
  // A gateway that leads to another address, or a room older than the app.
  [404, { code: "route.not_found", text }, "failed"],
  [403, "<html>", "lost"],
])("reads %i %j as %s", (status, body, kind) => {
  expect(refusalOf(status, body).kind).toBe(kind);
});

import { expect, it } from "vitest";
import { hasOwnPace } from "./server.ts";

const paced = new Set(["POST /allo/photos"]);
const form = "multipart/form-data; boundary=x";
const has = (method: string, url: string, type?: string): boolean =>
  hasOwnPace({ method, url, headers: type === undefined ? {} : { "content-type": type } }, paced);

it("gives a pace of its own to files of a form by the method and at the address of their route", () => {
  expect(has("POST", "/allo/photos", form)).toBe(true);
  expect(has("POST", "/allo/photos", form.replace("multipart", "Multipart"))).toBe(true);
});

it("bounds any other request at that address as all are", () => {
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) expect(has(method, "/allo/photos", form)).toBe(false);
  for (const type of [undefined, "text/plain", "application/json", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x"])
    expect(has("POST", "/allo/photos", type)).toBe(false);
  for (const url of ["/allo/photos/", "/allo/photos?x", "/allo", "/"]) expect(has("POST", url, form)).toBe(false);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { locationReference } from "./geolocation.ts";

test("the first reference that can be asked for is found beside a body's, with its parameters left out (RFC 6442 §4.6)", () => {
  expect(locationReference(["<cid:target123@atlanta.example.com>"])).toBeNull();
  expect(locationReference(["<cid:a@b>, <https://lis.example:9768/357yc6s64ceyoiuy5ax3o?a=1,2>;inserted-by=edge"])).toBe(
    "https://lis.example:9768/357yc6s64ceyoiuy5ax3o?a=1,2",
  );
  expect(locationReference(["<sips:3sdefrhy2jj7@lis.example>", "<HTTP://10.0.0.1/x>"])).toBe("HTTP://10.0.0.1/x");
  expect(locationReference([])).toBeNull();
});

test("no header makes it fail, and nothing but an address of the web comes of it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("<", ">", "h", "t", "p", "s", ":", "/", ",", ";", " ", "%") })), (headers) => {
      const found = locationReference(headers);
      expect(found === null || /^https?:$/.test(new URL(found).protocol)).toBe(true);
    }),
  );
});

import { expect, test } from "vitest";
import { causeOf, refusalOfStatus } from "./refusals.ts";

test.each([
  [302, "camera.redirects", "camera_redirects"],
  [401, "camera.wrong_credentials", "wrong_credentials"],
  [404, "camera.no_such_stream", "no_such_stream"],
  [418, "camera.malformed", "camera_malformed"],
  [453, "camera.too_many_viewers", "too_many_viewers"],
  [461, "camera.udp_only", "udp_only"],
  [500, "camera.unreachable", "camera_unreachable"],
  [503, "camera.overloaded", "camera_overloaded"],
])("an answer %i is %s, and the span that is missing has the cause %s", (status, code, cause) => {
  const refusal = refusalOfStatus("DESCRIBE", status);
  expect(refusal).toEqual({ code, params: { detail: `DESCRIBE ${status}` } });
  expect(causeOf(refusal)).toBe(cause);
});

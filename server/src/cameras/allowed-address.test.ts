import { expect, it } from "vitest";
import { allowedNetworks, resolveAllowed } from "./allowed-address.ts";

const allowed = allowedNetworks(["10.0.0.0/8", "fd00::/8"]);

it("leads to addresses of the camera networks only", async () => {
  expect(await resolveAllowed("10.1.2.3", allowed)).toBe("10.1.2.3");
  expect(await resolveAllowed("[fd00::5]", allowed)).toBe("fd00::5");
  for (const host of ["127.0.0.1", "169.254.169.254", "8.8.8.8", "::1", "[::ffff:127.0.0.1]", "localhost", "no-such-host.invalid"])
    expect(await resolveAllowed(host, allowed), host).toBe(null);
});

it("takes the loopback where a room says so", async () => {
  expect(await resolveAllowed("127.0.0.1", allowedNetworks(["127.0.0.0/8"]))).toBe("127.0.0.1");
});

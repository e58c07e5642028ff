import { afterEach, expect, it, vi } from "vitest";
import { networkList } from "../platform/network-list.ts";
import type { AskNames } from "../platform/outbound/index.ts";
import { keptAddresses, resolveAllowed } from "./allowed-address.ts";

const allowed = networkList(["10.0.0.0/8", "fd00::/8"]);

/** A name server of which a test says what it answers next. */
const ask = vi.fn<AskNames>();
const answers = (...found: Awaited<ReturnType<AskNames>>) => ask.mockResolvedValueOnce(found);
afterEach(() => ask.mockClear());

it("leads to addresses of the camera networks only", async () => {
  expect(await resolveAllowed("10.1.2.3", allowed)).toBe("10.1.2.3");
  expect(await resolveAllowed("[fd00::5]", allowed)).toBe("fd00::5");
  for (const host of ["127.0.0.1", "169.254.169.254", "8.8.8.8", "::1", "[::ffff:127.0.0.1]", "localhost", "no-such-host.invalid"])
    expect(await resolveAllowed(host, allowed), host).toBe(null);
});

it("takes the loopback where a room says so", async () => {
  expect(await resolveAllowed("127.0.0.1", networkList(["127.0.0.0/8"]))).toBe("127.0.0.1");
});

it("asks no name server about an address", async () => {
  await resolveAllowed("10.1.2.3", allowed, ask);
  await resolveAllowed("169.254.169.254", allowed, ask);
  expect(ask).not.toHaveBeenCalled();
});

it("follows a name to where it leads, and takes it only if all of that lies inside", async () => {
  answers({ address: "10.9.9.9", family: 4 });
  expect(await resolveAllowed("camera.example", allowed, ask)).toBe("10.9.9.9");
  answers({ address: "169.254.169.254", family: 4 });
  expect(await resolveAllowed("camera.example", allowed, ask)).toBe(null);
  answers({ address: "10.9.9.9", family: 4 }, { address: "127.0.0.1", family: 4 });
  expect(await resolveAllowed("camera.example", allowed, ask)).toBe(null);
  answers({ address: "::ffff:169.254.169.254", family: 6 });
  expect(await resolveAllowed("camera.example", allowed, ask)).toBe(null);
  answers();
  expect(await resolveAllowed("camera.example", allowed, ask)).toBe(null);
});

it("keeps leading to where a name last led while the name server is silent, and to nowhere once the name leads outside", async () => {
  const find = keptAddresses(allowed, ask);
  const silent = () => ask.mockRejectedValueOnce(new Error("EAI_AGAIN"));
  silent();
  expect(await find("camera.example")).toBe(null);
  answers({ address: "10.9.9.9", family: 4 });
  expect(await find("camera.example")).toBe("10.9.9.9");
  silent();
  expect(await find("camera.example")).toBe("10.9.9.9");
  answers({ address: "10.9.9.8", family: 4 }, { address: "10.9.9.9", family: 4 });
  expect(await find("camera.example")).toBe("10.9.9.9");
  answers({ address: "8.8.8.8", family: 4 });
  expect(await find("camera.example")).toBe(null);
  silent();
  expect(await find("camera.example")).toBe(null);
});

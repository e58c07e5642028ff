import { describe, expect, it } from "vitest";
import { boundsOf, projector } from "./project.ts";

describe("plan", () => {
  const places = [
    { lat: 31.9, lon: 5.3 },
    { lat: 32, lon: 5.4 },
  ];
  const project = projector(boundsOf(places), { width: 1000, height: 600 });

  it("keeps everything inside, north up and east to the right", () => {
    const [southWest, northEast] = places.map(project);
    expect(southWest?.[0]).toBeLessThan(northEast?.[0] ?? 0);
    expect(southWest?.[1]).toBeGreaterThan(northEast?.[1] ?? 600);
    for (const [x, y] of places.map(project)) expect(x > 0 && x < 1000 && y > 0 && y < 600).toBe(true);
  });

  it("draws a metre north as long as a metre east", () => {
    const at = { lat: 31.95, lon: 5.35 };
    const [x, y] = project(at);
    const [east] = project({ lat: at.lat, lon: at.lon + 0.01 / Math.cos((at.lat * Math.PI) / 180) });
    const [, north] = project({ lat: at.lat + 0.01, lon: at.lon });
    expect(east - x).toBeCloseTo(y - north, 3);
  });

  it("does not divide by nothing", () => {
    const one = projector(boundsOf([{ lat: 31.9, lon: 5.3 }]), { width: 1000, height: 600 });
    expect(one({ lat: 31.9, lon: 5.3 })).toEqual([500, 300]);
  });
});

import { describe, expect, it } from "vitest";
import { createLateness } from "./lateness.ts";

describe("lateness", () => {
  it("is none while a viewer catches up with the group that it begins with", () => {
    const lateness = createLateness();
    for (let nth = 0; nth < 50; nth++) expect(lateness.see(10_000 + nth, 8000 + nth * 40)).toEqual({ lateMs: 0, lasting: false });
  });

  it("grows when pictures come slower than they are taken, and lasts after a second of it", () => {
    const lateness = createLateness();
    lateness.see(0, -50);
    const at = (now: number) => lateness.see(now, -50 + now / 2);
    expect(at(600)).toMatchObject({ lasting: false });
    expect(at(900).lateMs).toBeGreaterThan(400);
    expect(at(1800).lasting).toBe(false);
    expect(at(1950).lasting).toBe(true);
  });

  it("does not last through a short hold-up that is made good at once", () => {
    const lateness = createLateness();
    lateness.see(0, 0);
    expect(lateness.see(3000, 40).lasting).toBe(false);
    expect(lateness.see(3200, 3190)).toEqual({ lateMs: expect.closeTo(3.6, 5) as number, lasting: false });
    expect(lateness.see(5000, 4000).lasting).toBe(false);
  });

  it("takes a new normal when told", () => {
    const lateness = createLateness();
    lateness.see(0, 0);
    expect(lateness.see(2000, 1000).lateMs).toBeGreaterThan(900);
    lateness.accept();
    expect(lateness.see(2040, 1040).lateMs).toBe(0);
  });
});

import { CONFIRMERS, needsTwo, ROLES, ROLES_OF_TWO } from "@amaliyat/domain/identity";
import { expect, test } from "vitest";
import { approvals } from "../approvals/index.ts";
import { bolos } from "../bolos/index.ts";
import { cameras } from "../cameras/index.ts";
import { factorRoutes } from "../identity/factor-routes.ts";
import { identity } from "../identity/index.ts";
import type { Route } from "../route/index.ts";
import { ROUTES } from "./index.ts";

/** Routes with bytes or a socket that carry neither picture nor sound: figures, the log, the content of the lists. */
const TEXTS = ["statistics.importErrors", "statistics.bulletinCsv", "shifts.intervalsCsv", "audit.export", "live.connect"];

/** A route with bytes or a socket counts as picture or sound, except those named above. */
const isMedia = ({ name, carriage, method }: Route): boolean =>
  (carriage === "bytes" || carriage === "socket" || (carriage === "raw" && method === "GET")) && !TEXTS.includes(name);

const rolesOf = ({ access }: Route): readonly string[] =>
  access.kind === "roles" ? access.roles : access.kind === "signed_in" ? ROLES : [];

test("a role is given by two people if it reaches a picture or a sound, decides who sees a camera, or designates or confirms others", () => {
  const reaching = ROUTES.filter(isMedia);
  expect(reaching.length).toBeGreaterThan(5);
  // Pictures of a BOLO come with it; a camera is seen where its site stands.
  const deciding = [bolos.receive, cameras.create, cameras.change, cameras.changeSite];
  const acting = [
    ...reaching,
    ...deciding,
    identity.createUser,
    identity.changeUser,
    identity.issueCode,
    identity.clearFactors,
    approvals.approve,
  ];
  expect(ROLES.filter((role) => acting.some((route) => rolesOf(route).includes(role)))).toEqual(ROLES.filter(needsTwo));
  expect(new Set(ROLES_OF_TWO).size).toBe(ROLES_OF_TWO.length);
});

test("every text that is left out is a route that exists", () => {
  for (const name of TEXTS)
    expect(
      ROUTES.some((route) => route.name === name),
      name,
    ).toBe(true);
});

test("whoever confirms has a role of two, and none of those who ask", () => {
  expect(rolesOf(approvals.approve)).toEqual(CONFIRMERS);
  for (const role of CONFIRMERS) expect(needsTwo(role) && !rolesOf(identity.createUser).includes(role)).toBe(true);
});

test("no route takes another person's password", () => {
  const own = [identity.begin, identity.signIn, identity.unlock, identity.changePassword, identity.setPassword] as readonly Route[];
  // The person's own password is asked again before a way to sign in is added or taken away.
  const ownFactors = Object.values(factorRoutes).filter((route) => route.access.kind === "signed_in") as readonly Route[];
  const names = (route: Route): string[] => {
    const shape = (route.body as { shape?: Record<string, unknown> }).shape;
    return Object.keys(shape ?? {});
  };
  const taking = ROUTES.filter((route) => names(route).some((name) => /pass|current/iu.test(name)));
  expect(taking.filter((route) => !own.includes(route) && !ownFactors.includes(route)).map(({ name }) => name)).toEqual([
    "cameras.setCredentials",
  ]);
});

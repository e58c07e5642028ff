import { ROLES } from "@amaliyat/domain/identity";
import type { Clock } from "../platform/clock.ts";
import type { Feature, Topics } from "../platform/feature.ts";
import { openFirstRun, type Terminal } from "./accounts/first-run.ts";
import { identityRoutes, type IdentityOptions } from "./identity-routes.ts";

const TOPICS = {
  // Told to the persons whom it is about, each by name; on a locked screen too, for it may be about the person's own account.
  sign_in_code: { roles: [], whileLocked: true },
  // Every screen names sectors, and maps draw them.
  sector: { roles: ROLES.filter((role) => role !== "patrol"), whileLocked: false },
  // Every screen shows names. The phones of crews show none but their own.
  person_named: { roles: ROLES.filter((role) => role !== "patrol"), whileLocked: false },
} satisfies Topics;

export type IdentityFeatureDeps = Omit<IdentityOptions, "first"> & {
  readonly clock: Clock;
  /** Folder that holds the secrets of a room that begins. */
  readonly dataFolder: string;
  /** Shows the secrets of a room that begins; nobody sees them if it is undefined. */
  readonly terminal: Terminal | undefined;
};

export const identityFeature = ({ clock, dataFolder, terminal = () => undefined, ...options }: IdentityFeatureDeps): Feature => ({
  name: "identity",
  topics: TOPICS,
  routes: async () => identityRoutes({ ...options, first: await openFirstRun(options.db, dataFolder, clock(), terminal) }),
});

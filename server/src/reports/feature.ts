import { LINE_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { waitingOutside } from "../platform/jobs/index.ts";
import { eraseDue, fileMaintenance, reportsJobs } from "./maintain-files.ts";
import { repairFiles } from "./files/repair.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { reportsRoutes } from "./reports-routes.ts";
import { sealOldReports } from "./seal-old-store.ts";
import { tellContactJob, type ContactDeps } from "./walks/tell-contact.ts";
import { startWalkWatch } from "./walks/walk-watch.ts";

const TOPICS = {
  report: { roles: LINE_DESKS, whileLocked: false },
  report_wave: { roles: LINE_DESKS, whileLocked: false },
} satisfies Topics;

/** `send` writes to the contacts of walks; null if the room has no gateway of messages. */
export type ReportsFeatureDeps = ReportsDeps & Pick<ContactDeps, "send">;

export function reportsFeature(deps: ReportsFeatureDeps): Feature {
  const { db, clock, log, files, send } = deps;
  return {
    name: "reports",
    topics: TOPICS,
    routes: () => reportsRoutes(deps),
    jobs: [...reportsJobs(files), waitingOutside("messages", tellContactJob({ db, clock, send }))],
    expire: [
      { needsTrustedClock: true, run: (at) => eraseDue(files, at) },
      { needsTrustedClock: false, run: fileMaintenance(files) },
    ],
    start: {
      worker: (stack) => void stack.use(startWalkWatch(deps)),
      async api() {
        await repairFiles(files);
        await sealOldReports(db, log);
      },
    },
  };
}

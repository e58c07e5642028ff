import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Feature } from "../platform/feature.ts";
import { auditRoutes } from "./audit-routes.ts";
import { eraseExpired } from "./audit-store.ts";
import { forgetLogWords } from "./log-words-store.ts";

/** Words that people gave as a reason for an act are of use while the act can be complained of; that they were given stays in the log. */
const LOG_WORDS_KEPT_MS = 5 * 365 * 86_400_000;

export const auditFeature = ({ db }: { readonly db: Db }): Feature => ({
  name: "audit",
  routes: () => auditRoutes(db),
  expire: [
    {
      needsTrustedClock: false,
      run: (at) => transaction(db, SYSTEM, (tx) => forgetLogWords(tx, new Date(at - LOG_WORDS_KEPT_MS))),
    },
    { needsTrustedClock: true, run: (at) => transaction(db, SYSTEM, (tx) => eraseExpired(tx, at)) },
  ],
});

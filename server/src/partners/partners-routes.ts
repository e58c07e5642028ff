import { outsideRoutes, partnerRoutes, unreadOf } from "@amaliyat/contract/partners";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { FORWARD_KIND_LABELS } from "@amaliyat/domain/partners";
import { readFile } from "node:fs/promises";
import { scopeOf } from "../identity/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, serveBytes, serveSocket, type Served, type BytesReply } from "../platform/http/index.ts";
import { cancelForward, resendForward } from "./forwards/change-forward.ts";
import { changePartner, createPartner } from "./change-partner.ts";
import { notify } from "./wire/conveyance.ts";
import { declineRequest, readRequest, requestsOfIntervention, takeRequest, type OpenPort } from "./requests/decide-request.ts";
import { forwardIntervention } from "./forwards/forward-intervention.ts";
import { forwardsOf, forwardsWaiting, requestsWhere } from "./rows/forwards-queries.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { listPartners } from "./rows/partners-queries.ts";
import { listDesk, reportAtDesk, reportBySystem } from "./forwards/report.ts";
import { setSecret } from "./secret.ts";
import { acceptEido } from "./requests/accept-eido.ts";
import { deskSignIn, isStillGood, issueToken, revokeToken } from "./tokens.ts";
import ar from "./desk/locales/ar.json" with { type: "json" };
import en from "./desk/locales/en.json" with { type: "json" };
import fr from "./desk/locales/fr.json" with { type: "json" };

const DESK_TYPES = {
  "page.html": "text/html; charset=utf-8",
  "desk.css": "text/css; charset=utf-8",
  "desk.mjs": "text/javascript; charset=utf-8",
} as const;

/** A file of the narrow screen. */
const deskFile = (name: keyof typeof DESK_TYPES) => async (): Promise<BytesReply> =>
  ok({ type: DESK_TYPES[name], body: await readFile(new URL(`desk/${name}`, import.meta.url)) });

/** The words of the narrow screen in the three languages, with the names of the states. */
async function deskWords(): Promise<BytesReply> {
  const languages = { ar: "العربية", fr: "Français", en: "English" };
  return ok({ type: "application/json", body: JSON.stringify({ ar, fr, en, languages, states: FORWARD_KIND_LABELS }) });
}

/** The routes of this feature, each joined to its use case. */
export const partnersRoutes = (deps: PartnersDeps, open: OpenPort): Served[] => [
  serve(partnerRoutes.list, async ({ who, at }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => listPartners(tx, at), { readOnly: true })),
  ),
  serve(partnerRoutes.create, (call) => createPartner(deps, call)),
  serve(partnerRoutes.change, (call) => changePartner(deps, call)),
  serve(partnerRoutes.setSecret, (call) => setSecret(deps, call)),
  serve(partnerRoutes.issueToken, (call) => issueToken(deps.db, call)),
  serve(partnerRoutes.revokeToken, (call) => revokeToken(deps.db, call)),
  serve(partnerRoutes.forward, (call) => forwardIntervention(deps, call)),
  serve(partnerRoutes.ofIntervention, async ({ who, params }) => {
    const found = await transaction(
      deps.db,
      scopeOf(who),
      async (tx) => ((await lookAtIntervention(tx, params.interventionId)) === null ? null : forwardsOf(tx, params.interventionId)),
      { readOnly: true },
    );
    return found === null ? refuse({ code: "object.not_found" }) : ok(found);
  }),
  serve(partnerRoutes.queue, async ({ who }) => ok(await transaction(deps.db, scopeOf(who), forwardsWaiting, { readOnly: true }))),
  serve(partnerRoutes.resend, (call) => resendForward(deps, call)),
  serve(partnerRoutes.cancel, (call) => cancelForward(deps, call)),
  serve(partnerRoutes.requests, async ({ who, query }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => requestsWhere(tx, query), { readOnly: true })),
  ),
  serve(partnerRoutes.takeRequest, (call) => takeRequest(deps, open, call)),
  serve(partnerRoutes.declineRequest, (call) => declineRequest(deps, call)),
  serve(partnerRoutes.requestsOfIntervention, (call) => requestsOfIntervention(deps, call)),
  serve(partnerRoutes.readRequest, (call) => readRequest(deps, call)),
  serveBytes(outsideRoutes.deskPage, deskFile("page.html")),
  serveBytes(outsideRoutes.deskScript, deskFile("desk.mjs")),
  serveBytes(outsideRoutes.deskStyle, deskFile("desk.css")),
  serveBytes(outsideRoutes.deskWords, deskWords),
  serve(outsideRoutes.deskSignIn, (call) => deskSignIn(deps.db, call)),
  serve(outsideRoutes.deskForwards, (call) => listDesk(deps, call)),
  serve(outsideRoutes.deskReport, (call) => reportAtDesk(deps, call)),
  serve(outsideRoutes.systemReport, (call) => reportBySystem(deps, call)),
  serve(outsideRoutes.takeEido, async ({ partner, body, at }) => {
    const taken = await acceptEido(deps, partner, body, at);
    return taken.ok ? ok({ ...taken.value, unread: unreadOf(body) }) : taken;
  }),
  serveSocket(outsideRoutes.conveyance, async ({ partner }) =>
    ok(notify(deps, partner, () => isStillGood(deps.db, partner, deps.clock()))),
  ),
];

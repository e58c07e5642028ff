import { bolos } from "@amaliyat/contract/bolos";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, serveBytes, type Served } from "../platform/http/index.ts";
import * as alert from "./alert-acts.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { listBolos } from "./rows/bolos-queries.ts";
import { cancel, publish, renew } from "./command-bolo.ts";
import { noteNotice } from "./note-notice.ts";
import { boloPage } from "./rows/page-queries.ts";
import { attach, attachDocument, acceptThumbnail, view } from "./pictures/picture-acts.ts";
import { acknowledge, receive } from "./receive.ts";
import { linkSighting, sight } from "./sight.ts";
import { change, write } from "./write-bolo.ts";

/** The routes of this feature, each joined to its use case. */
export const bolosRoutes = (deps: BolosDeps): Served[] => [
  serve(bolos.list, async ({ who, at, query }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => listBolos(tx, at, query), { readOnly: true })),
  ),
  serve(bolos.page, async ({ who, at, params }) => {
    const page = await transaction(deps.db, scopeOf(who), (tx) => boloPage(tx, at, params.boloId), { readOnly: true });
    return page === null ? refuse({ code: "object.not_found" }) : ok(page);
  }),
  serve(bolos.write, (call) => write(deps, call)),
  serve(bolos.change, (call) => change(deps, call)),
  serve(bolos.publish, (call) => publish(deps, call)),
  serve(bolos.renew, (call) => renew(deps, call)),
  serve(bolos.cancel, (call) => cancel(deps, call)),
  serve(bolos.attach, (call) => attach(deps, call)),
  serve(bolos.attachDocument, (call) => attachDocument(deps, call)),
  serve(bolos.keepThumbnail, (call) => acceptThumbnail(deps, call)),
  serveBytes(bolos.view, (call) => view(deps, call)),
  serve(bolos.receive, (call) => receive(deps, call)),
  serve(bolos.acknowledge, (call) => acknowledge(deps, call)),
  serve(bolos.sight, (call) => sight(deps, call)),
  serve(bolos.linkSighting, (call) => linkSighting(deps, call)),
  serve(bolos.noteNotice, (call) => noteNotice(deps, call)),
  serve(bolos.proposeAlert, (call) => alert.propose(deps, call)),
  serve(bolos.alertDraft, (call) => alert.draft(deps, call)),
  serve(bolos.checkAlert, (call) => alert.check(deps, call)),
  serve(bolos.decideAlert, (call) => alert.decide(deps, call)),
  serve(bolos.withdrawAlert, (call) => alert.withdraw(deps, call)),
  serve(bolos.alertText, (call) => alert.text(deps, call)),
];

import { partnerRoutes, type PartnerRequest, type RequestUpdate } from "@amaliyat/contract/partners";
import { Button, Chip } from "@amaliyat/ui/controls";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../api/index.ts";
import { PersonName, Refusal, useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { requestsOf } from "./partner-queries.ts";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** Shows a place in words, as a point, and how far the point may be off. Empty if there are neither words nor a point. */
export function RequestPlace({ place: said }: { readonly place: Pick<RequestUpdate, "place" | "placeText" | "accuracyM"> }): ReactNode {
  const text = useText();
  const { place, placeText, accuracyM } = said;
  if (place === null && placeText === null) return null;
  return (
    <div>
      <Bdi>{placeText ?? ""}</Bdi> {place !== null && <Num>{`${place.lat.toFixed(5)}, ${place.lon.toFixed(5)}`}</Num>}{" "}
      {place !== null && accuracyM !== null && <span className="am-small am-t2">{text("accuracy", { metres: Math.ceil(accuracyM) })}</span>}
    </div>
  );
}

/** Lists the words of a partner since its request was decided. Unread words have a mark and stand first. */
export function RequestUpdates({ request }: { readonly request: PartnerRequest }): ReactNode {
  const text = useText();
  const act = useAct();
  const mayRead = useMay(partnerRoutes.readRequest);
  const unread = request.updates.filter(({ readAt }) => readAt === null);
  const upTo = unread.at(-1)?.seq;
  if (request.updates.length === 0) return null;
  const params = { requestId: request.requestId };
  return (
    <div className="partners-updates" role="group" aria-label={text("updates.title")}>
      {request.updates.toReversed().map((update) => (
        <Said key={update.seq} update={update} />
      ))}
      {mayRead && upTo !== undefined && (
        <div className="partners-acts">
          <Button
            size="s"
            loading={act.busy}
            onClick={() => void act.run(() => ask(partnerRoutes.readRequest, { params, body: { upTo } }))}
          >
            {text("act.read")}
          </Button>
          <Refusal problem={act.refused} />
        </div>
      )}
    </div>
  );
}

function Said({ update }: { readonly update: RequestUpdate }): ReactNode {
  const text = useText();
  const { readAt, readBy, senderStatus } = update;
  return (
    <div className="partners-said" data-unread={readAt === null || undefined}>
      <div className="am-small am-t2">
        {readAt === null && <Chip tone="attention">{text("updates.unread")}</Chip>}{" "}
        <Time at={Date.parse(update.receivedAt)} format="shortTime" />
        {readAt !== null && (
          <>
            {" · "}
            {text("updates.read_by")} <PersonName name={readBy ?? ""} /> <Time at={Date.parse(readAt)} format="shortTime" />
          </>
        )}
      </div>
      {senderStatus !== null && <div className="am-strong">{text(`sender.${senderStatus}`)}</div>}
      {update.title !== null && <Bdi className="am-strong">{update.title}</Bdi>}
      <RequestPlace place={update} />
      {update.notes.map((note) => (
        <p key={note} className="partners-said">
          <Bdi>{note}</Bdi>
        </p>
      ))}
    </div>
  );
}

type RequestsPanelProps = { readonly interventionId: string };

/** On the card of an intervention opened from a partner's request: the sender, and its later messages. Nothing on any other card. */
export function RequestsPanel(props: RequestsPanelProps): ReactNode {
  return useMay(partnerRoutes.requestsOfIntervention) ? <RequestsOfCard {...props} /> : null;
}

function RequestsOfCard({ interventionId }: RequestsPanelProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const query = useQuery({ ...requestsOf(interventionId), staleTime: 0 });
  const requests = query.data ?? [];
  if (requests.length === 0 && !query.isError) return null;
  return (
    <Panel className="partners-asked" region title={text("request.of_card")}>
      {query.isError && <QueryFailed query={query} />}
      {requests.map((request) => (
        <div key={request.requestId} className="partners-line">
          <div>
            <Bdi className="am-strong">{request.partnerNames[language]}</Bdi>{" "}
            <Chip tone={request.senderStatus === "Active" ? "muted" : "attention"}>{text(`sender.${request.senderStatus}`)}</Chip>
          </div>
          <RequestUpdates request={request} />
        </div>
      ))}
    </Panel>
  );
}

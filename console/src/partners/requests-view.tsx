import { partnerRoutes, type PartnerRequest } from "@amaliyat/contract/partners";
import { Button, Chip, Segmented } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, isolate, searchItems, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { cardOf } from "../facts/index.ts";
import { ListBody, ListSearch, NoneFound } from "../lists/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { requestList } from "./partner-queries.ts";
import { ReasonAct } from "./reason-act.tsx";
import { RequestPlace, RequestUpdates } from "./request-said.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** True for one that somebody still has to take or decline; a withdrawn one may have been a mistake of its sender. */
const isOpen = ({ state }: PartnerRequest): boolean => state === "waiting" || state === "withdrawn";

const wordsOf = ({ title, partnerNames, notes, placeText, reason }: PartnerRequest): string =>
  [title, ...Object.values(partnerNames), ...notes, placeText, reason].join(" ");

/** Requests of partners to the room: taken into an intervention, or declined. */
export function RequestsView(): ReactNode {
  const text = useText();
  const list = useQuery({ ...requestList, staleTime: 0 });
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState<"all" | "open">("all");
  const all = list.data ?? [];
  const open = all.filter(isOpen);
  const found = searchItems(shown === "open" ? open : all, query, wordsOf);
  return (
    <div className="list-columns">
      <Panel
        title={text("view.requests")}
        count={open.length === 0 ? undefined : open.length}
        aside={text("requests.text")}
        region
        className="list-main"
      >
        <div className="list-filter">
          <ListSearch placeholder={text("requests.search")} value={query} onChange={setQuery} />
          <Segmented
            size="s"
            label={text("field.state")}
            options={(["all", "open"] as const).map((value) => ({ value, label: text(`requests.${value}`) }))}
            value={shown}
            onChange={setShown}
          />
        </div>
        <ListBody query={list} what={text("view.requests")}>
          {() =>
            all.length === 0 ? (
              <EmptyState title={text("requests.none")} text={text("requests.none_text")} />
            ) : found.length === 0 ? (
              <NoneFound />
            ) : (
              // Another search begins at the first hit, wherever the list before was scrolled to.
              <ul key={`${shown} ${query}`} className="partners-requests">
                {found.map((request) => (
                  <RequestLine key={request.requestId} request={request} />
                ))}
              </ul>
            )
          }
        </ListBody>
      </Panel>
    </div>
  );
}

function RequestLine({ request }: { readonly request: PartnerRequest }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { state, interventionId } = request;
  return (
    <li className="partners-line">
      <div>
        <Bdi className="am-strong">{request.title}</Bdi>{" "}
        <Chip tone={isOpen(request) ? "attention" : "muted"}>{text(`request.${state}`)}</Chip>
      </div>
      {state === "withdrawn" && <div className="am-strong">{text(`sender.${request.senderStatus}`)}</div>}
      <div className="am-small am-t2">
        <Bdi>{request.partnerNames[language]}</Bdi> · <Time at={Date.parse(request.receivedAt)} format="dateTime" />
      </div>
      <RequestPlace place={request} />
      {request.placeUnfetched !== null && <div className="am-small am-t2">{text(`unfetched.${request.placeUnfetched}`)}</div>}
      {request.notes.map((note) => (
        <p key={note} className="partners-said">
          <Bdi>{note}</Bdi>
        </p>
      ))}
      {request.reason !== null && (
        <div className="am-small am-t2">
          <Bdi>{request.reason}</Bdi>
        </div>
      )}
      {interventionId !== null && (
        <Link to="/interventions/$interventionId" params={{ interventionId }}>
          {text("act.see")}
        </Link>
      )}
      <RequestUpdates request={request} />
      {isOpen(request) && <RequestActs request={request} />}
    </li>
  );
}

function RequestActs({ request }: { readonly request: PartnerRequest }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const act = useAct();
  const [declining, setDeclining] = useState(false);
  const mayTake = useMay(partnerRoutes.takeRequest);
  const params = { requestId: request.requestId };
  const isWithdrawn = request.state === "withdrawn";
  const take = async (): Promise<void> => {
    const taken = await act.run(() => ask(partnerRoutes.takeRequest, { params, body: { anyway: isWithdrawn } }));
    if (!taken?.ok) return;
    const { interventionId } = taken.value;
    client.setQueryData(cardOf(interventionId).queryKey, taken.value);
    void navigate({ to: "/interventions/$interventionId", params: { interventionId }, search: { begin: "classify" } });
  };
  if (!mayTake) return null;
  return (
    <div className="partners-acts">
      <Button size="s" variant={isWithdrawn ? "quiet" : "primary"} loading={act.busy} onClick={() => void take()}>
        {text(isWithdrawn ? "act.take_anyway" : "act.take")}
      </Button>
      <Button size="s" variant="quiet" onClick={() => setDeclining(true)}>
        {text("act.decline")}
      </Button>
      <Refusal problem={act.refused} />
      {declining && (
        <ReasonAct
          draft={`partner_request.${request.requestId}`}
          title={text("decline_title", { title: isolate(request.title) })}
          verb={text("act.decline")}
          onClose={() => setDeclining(false)}
          send={(reason) => ask(partnerRoutes.declineRequest, { params, body: { reason } })}
        />
      )}
    </div>
  );
}

import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import { BOLO_END_LABELS, BOLO_KIND_LABELS, isOfMissingChild } from "@amaliyat/domain/bolos";
import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { CardLink, Fact } from "../facts/index.ts";
import { isTyped } from "../lists/index.ts";
import { PersonName, useDraftName, useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { AlertPanel } from "./alert/alert-panel.tsx";
import { BoloActs } from "./bolo-acts.tsx";
import { BoloForm, formOf } from "./bolo-form.tsx";
import { boloPageOf } from "./bolo-queries.ts";
import { Reach, StandingChip } from "./bolo-words.tsx";
import { EventsPanel } from "./events-panel.tsx";
import { DocumentsPanel, PicturesPanel } from "./pictures-panel.tsx";
import { SightingsPanel } from "./sightings/sightings-panel.tsx";
import { useText } from "./text.ts";
import { ToldPanel } from "./alert/told-panel.tsx";

/** One BOLO: description, pictures, recipients, sightings, acts. */
export function BoloSide({ boloId, onNew }: { readonly boloId: string; readonly onNew: () => void }): ReactNode {
  const text = useText();
  const query = useQuery(boloPageOf(boloId));
  const bolo = query.data;
  return (
    <div className="list-side bolo-side">
      {bolo === undefined ? (
        <section className="am-panel">{query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("title")} />}</section>
      ) : (
        <Page bolo={bolo} onNew={onNew} />
      )}
    </div>
  );
}

function Page({ bolo, onNew }: { readonly bolo: BoloPage; readonly onNew: () => void }): ReactNode {
  const { language } = useLanguage();
  const draftName = useDraftName(formOf(bolo.boloId));
  const [asked, setChanging] = useState(() => isTyped(draftName));
  const changing = useMay(bolos.change) && asked;
  const isPublished = bolo.published !== null;
  return (
    <>
      <Panel
        title={BOLO_KIND_LABELS[bolo.kind][language]}
        aside={<Num>{bolo.reference}</Num>}
        actions={<StandingChip standing={bolo.standing} />}
        region
        className="bolo-panel"
      >
        {changing && (
          <BoloForm bolo={bolo} from={null} onSaved={() => setChanging(false)} onNew={onNew} onDiscard={() => setChanging(false)} />
        )}
        {(!changing || bolo.standing !== "draft") && (
          <>
            <Facts bolo={bolo} />
            <BoloActs bolo={bolo} onChange={() => setChanging(true)} />
          </>
        )}
      </Panel>
      <PicturesPanel bolo={bolo} />
      {(bolo.needsPapers || bolo.documents.length > 0) && <DocumentsPanel bolo={bolo} />}
      {isPublished && <ToldPanel bolo={bolo} />}
      {isPublished && <SightingsPanel bolo={bolo} />}
      {isPublished && isOfMissingChild(bolo.kind, bolo.facts) && <AlertPanel bolo={bolo} />}
      <EventsPanel bolo={bolo} />
    </>
  );
}

const SAID = ["plate", "make", "colour", "age", "description", "clothes", "seenPlace"] as const;

function Facts({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { facts, cancelled, intervention, published } = bolo;
  const said = SAID.flatMap((field) => (facts[field] === null ? [] : [{ field, value: String(facts[field]) }]));
  return (
    <>
      <p className="bolo-text" dir="auto">
        {bolo.text}
      </p>
      <dl className="bolo-facts">
        {said.map(({ field, value }) => (
          <Fact key={field} name={text(`field.${field}`)}>
            {field === "plate" ? <Num className="bolo-plate">{value}</Num> : <Bdi>{value}</Bdi>}
          </Fact>
        ))}
        {facts.seenAt !== null && (
          <Fact name={text("field.seenAt")}>
            <Time at={Date.parse(facts.seenAt)} format="dateTime" />
          </Fact>
        )}
        <Fact name={text("field.priority")}>{PRIORITY_LABELS[bolo.priority][language]}</Fact>
        <Fact name={text("field.sectors")}>
          <Reach sectors={bolo.sectors} />
        </Fact>
        {bolo.authority !== null && (
          <Fact name={text("field.authority")}>
            <Bdi>{bolo.authority}</Bdi>
          </Fact>
        )}
        {bolo.caseReference !== null && (
          <Fact name={text("field.caseReference")}>
            <Bdi>{bolo.caseReference}</Bdi>
          </Fact>
        )}
        <Fact name={text("field.issued")}>
          <PersonName name={(published ?? bolo.written).by} /> · <Time at={Date.parse((published ?? bolo.written).at)} format="dateTime" />
        </Fact>
        {bolo.expiresAt !== null && (
          <Fact name={text("field.expires")}>
            <Time at={Date.parse(bolo.expiresAt)} format="dateTime" />
          </Fact>
        )}
        {intervention !== null && (
          <Fact name={text("field.intervention")}>
            <CardLink interventionId={intervention.interventionId}>
              <Num>{intervention.reference}</Num>
            </CardLink>
          </Fact>
        )}
        {cancelled !== null && (
          <Fact name={text("field.cancelled")}>
            {BOLO_END_LABELS[cancelled.end][language]}: <Bdi>{cancelled.words}</Bdi>
          </Fact>
        )}
      </dl>
      {bolo.namesNobody !== null && (
        <p className="bolo-answer am-small am-t2">
          {text("naming.said")}{" "}
          <q className="list-quoted">
            <Bdi>{bolo.namesNobody.words}</Bdi>
          </q>
          {" · "}
          <PersonName name={bolo.namesNobody.by} /> · <Time at={Date.parse(bolo.namesNobody.at)} format="dateTime" />
        </p>
      )}
    </>
  );
}

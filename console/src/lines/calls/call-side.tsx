import type { CallCard } from "@amaliyat/contract/calls";
import { natureLabels } from "@amaliyat/domain/calls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import Phone from "lucide-react/icons/phone";
import type { ReactNode } from "react";
import { ListBody } from "../../lists/index.ts";
import { CallNumber } from "../call-number.tsx";
import { FactList, InterventionFact } from "../fact-list.tsx";
import { callCardOf, RecordingPlayer } from "../../calls/index.ts";
import { PersonName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { Ending } from "./call-columns.tsx";
import { talkOf, waitOf } from "./call-facts.ts";

/** Facts and recordings of the chosen call. Its acts are on its card. */
export function CallSide({ callId }: { readonly callId: string | null }): ReactNode {
  const text = useText();
  if (callId !== null) return <Chosen callId={callId} />;
  return (
    <section className="am-panel list-side lines-side">
      <EmptyState icon={<Phone size={24} />} title={text("calls.none_chosen")} text={text("calls.none_chosen_text")} />
    </section>
  );
}

function Chosen({ callId }: { readonly callId: string }): ReactNode {
  const text = useText();
  const card = useQuery(callCardOf(callId));
  const act = (
    <Link to="/calls/$callId" params={{ callId }} className="am-button am-button--s">
      {text("calls.open_card")}
    </Link>
  );
  return (
    <Panel
      title={text("calls.call")}
      aside={card.data && <Num>{card.data.reference}</Num>}
      region
      className="list-side lines-side"
      actions={act}
    >
      <ListBody query={card} what={text("calls.call")}>
        {(held) => (
          <div className="lines-call">
            <Facts card={held} />
            <h3>{text("recording.title")}</h3>
            {held.recordings.length === 0 && <p className="am-t2">{text("recording.none")}</p>}
            {held.recordings.map((recording) => (
              <RecordingPlayer key={recording.recordingId} recording={recording} />
            ))}
          </div>
        )}
      </ListBody>
    </Panel>
  );
}

function Facts({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { language } = useLanguage();
  const [wait, talk] = [waitOf(card, now), talkOf(card, now)];
  const dash = <span className="am-t3">–</span>;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [text("call.number"), <CallNumber key="number" number={card.number} />],
    [text("call.line"), <Num key="line">{card.line}</Num>],
    [text("call.at"), <Time key="at" at={Date.parse(card.arrivedAt)} format="dateTime" />],
    [text("call.ending"), <Ending key="ending" row={card} />],
    [text("call.wait"), wait === null ? dash : <Num key="wait">{format.duration(wait)}</Num>],
    [text("call.talk"), talk === null ? dash : <Num key="talk">{format.duration(talk)}</Num>],
    [text("call.taker"), card.takenBy === null ? dash : <PersonName key="taker" name={card.takenBy.name} />],
    [text("call.language"), card.language === null ? dash : text(`language.${card.language}`)],
    [text("call.nature"), card.nature === null ? dash : natureLabels(card.nature)[language]],
    [text("call.place"), card.placeText === null ? dash : <Bdi key="place">{card.placeText}</Bdi>],
    [text("call.intervention"), <InterventionFact key="intervention" call={card} />],
  ];
  return <FactList facts={facts} />;
}

import type { CallCard } from "@amaliyat/contract/calls";
import { callEndingLabels } from "@amaliyat/domain/calls";
import { Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num, Time, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { regionAttributes } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import ArrowRight from "lucide-react/icons/arrow-right";
import Car from "lucide-react/icons/car";
import Ear from "lucide-react/icons/ear";
import PhoneIncoming from "lucide-react/icons/phone-incoming";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import type { ReactNode } from "react";
import { usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useLineName } from "../words.ts";
import { isNuisance, talkedMs, waitedMs, waits } from "./call-facts.ts";
import { TextChip } from "../text-chip.tsx";
import { CardMarks } from "./card-marks.tsx";
import { PausedChip } from "./sound/pause-recording-act.tsx";
import { TalkSound } from "./sound/talk-sound.tsx";

/** Head of a call: number and line, state, waiting and talking time, its call-taker and its listeners. */
export function CardHead({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  return (
    <section className="call-head" {...regionAttributes(text("card.head"))}>
      <div className="call-head__line">
        <Title card={card} />
        <Clocks card={card} />
        <CardMarks card={card} />
        <TalkSound card={card} />
      </div>
    </section>
  );
}

function Title({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const ui = useUiText();
  const lineName = useLineName();
  const Icon = card.direction === "in" ? PhoneIncoming : PhoneOutgoing;
  return (
    <div className="call-head__title">
      <Link to="/room" className="am-icon-button" aria-label={ui("back")} title={ui("back")}>
        <ArrowRight size={18} className="calls-back" aria-hidden="true" />
      </Link>
      <Icon size={28} aria-hidden="true" />
      <div>
        <h2 className="call-head__number">
          {card.number === null ? text("withheld") : <Num>{card.number}</Num>}
          {card.withheld && card.number !== null && <Chip tone="attention">{text("withheld")}</Chip>}
        </h2>
        <div className="call-head__of am-t2">
          <span>
            {text("line")} <Num className="am-strong">{card.line}</Num> <Bdi>{lineName(card.line)}</Bdi>
          </span>
          <Num>{card.reference}</Num>
        </div>
      </div>
      <div className="call-head__chips">
        <StateChip card={card} />
        {card.text !== null && card.textOverAt === null && <TextChip kind={card.text} />}
        {card.survived && <Chip tone="attention">{text("card.survived")}</Chip>}
        {card.vehicle !== null && (
          <Chip tone="attention" icon={<Car size={14} aria-hidden="true" />}>
            {text(`vehicle.head.${card.vehicle.automatic === null ? "unsaid" : card.vehicle.automatic ? "automatic" : "manual"}`)}
          </Chip>
        )}
        {card.cannotSpeakAt !== null && <Chip tone="attention">{text("card.cannot_speak")}</Chip>}
        {card.pause !== null && <PausedChip pause={card.pause} />}
        {card.silent && <Chip tone="attention">{text("card.silent")}</Chip>}
        {isNuisance(card) && <Nuisance score={card.nuisance} endsAt={card.nuisanceEndsAt} />}
        {card.backOf !== null && (
          <Link to="/calls/$callId" params={{ callId: card.backOf }} className="am-chip">
            {text("card.back_of")}
          </Link>
        )}
        {card.calledBackBy.map(({ callId, reference }) => (
          <Link key={callId} to="/calls/$callId" params={{ callId }} className="am-chip">
            {text("card.called_back")} <Num>{reference}</Num>
          </Link>
        ))}
        {card.takenBy !== null && !waits(card) && (
          <Chip tone="muted">{text("card.taken_by", { name: isolate(names.shown(card.takenBy.name)) })}</Chip>
        )}
        {card.listeners.map(({ legId, name, mode }) => (
          <Chip key={legId} tone="engaged" icon={<Ear size={14} aria-hidden="true" />}>
            {text(`listening.${mode}`, { name: isolate(names.shown(name)) })}
          </Chip>
        ))}
      </div>
    </div>
  );
}

function StateChip({ card: { state, ending } }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (ending !== null) return <Chip tone={ending === "answered" ? "muted" : "attention"}>{callEndingLabels(ending)[language]}</Chip>;
  return <Chip tone={state === "talking" ? "affirm" : state === "ended" ? "muted" : "attention"}>{text(`state.${state}`)}</Chip>;
}

type NuisanceProps = { readonly score: number; readonly endsAt: string | null };

/** It blocks nobody; the screen says so, with its end. */
function Nuisance({ score, endsAt }: NuisanceProps): ReactNode {
  const text = useText();
  const format = useFormat();
  return (
    <span title={text("card.nuisance_hint")}>
      <Chip tone="attention">
        {text("card.nuisance")} <Num>{format.number(score, 1)}</Num>
        {endsAt !== null && (
          <>
            {" · "}
            {text("card.nuisance_until")} <Time at={Date.parse(endsAt)} format="numericDay" />
          </>
        )}
      </Chip>
    </span>
  );
}

function Clocks({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const talked = talkedMs(card, now);
  return (
    <div className="call-head__clocks">
      {card.direction === "in" && (
        <div className="calls-part">
          <span className="calls-part__word">{text("wait")}</span>
          <Num className={talked === null && card.endedAt === null ? "calls-clock am-attention" : "calls-clock am-t2"}>
            {format.age(waitedMs(card, now))}
          </Num>
        </div>
      )}
      {talked !== null && (
        <div className="calls-part">
          <span className="calls-part__word">{text("card.talk")}</span>
          <Num className="calls-clock">{format.age(talked)}</Num>
        </div>
      )}
    </div>
  );
}

import { interventions } from "@amaliyat/contract/interventions";
import { theRoom, type FirstHour } from "@amaliyat/contract/room";
import { FIRST_STEPS, nextStep } from "@amaliyat/domain/first-hour";
import { LoadingState, NoPermissionState } from "@amaliyat/ui/feedback";
import { Num, Time } from "@amaliyat/ui/i18n";
import { regionAttributes } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import BadgeCheck from "lucide-react/icons/badge-check";
import { useEffect, type ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { firstHourNow } from "./first-hour-query.ts";
import { underWay } from "./first-hour-state.ts";
import { StepRow } from "./step-row.tsx";
import { useText } from "./text.ts";
import "./first-hour.css";

/** The first hour of a room: seven steps, each judged by the room itself. */
export function FirstHourScreen(): ReactNode {
  const text = useText();
  // Back on the list, no step is under way, whichever way its person came.
  useEffect(() => underWay.set(null), []);
  return useMay(theRoom.firstHour) ? <Screen /> : <NoPermissionState logged={false} reason={text("title")} />;
}

function Screen(): ReactNode {
  const text = useText();
  const query = useQuery(firstHourNow(false));
  if (query.data === undefined) return query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("title")} />;
  return <Steps hour={query.data} />;
}

function Steps({ hour }: { readonly hour: FirstHour }): ReactNode {
  const text = useText();
  const next = nextStep(hour.states);
  const done = FIRST_STEPS.filter((step) => hour.states[step] === "done").length;
  return (
    <div className="first-hour">
      <section className="first-hour__sheet" {...regionAttributes(text("title"))}>
        <header className="first-hour__head">
          <div>
            <h2>{text("title")}</h2>
            <p className="am-t2">{text("intro")}</p>
          </div>
          <span className="first-hour__count" aria-live="polite">
            {text("count", { done, of: FIRST_STEPS.length })}
          </span>
        </header>
        {hour.readyAt !== null && <Ready hour={hour} />}
        <ol className="first-hour__steps">
          {FIRST_STEPS.map((step, index) => (
            <StepRow key={step} step={step} number={index + 1} hour={hour} isNext={step === next} />
          ))}
        </ol>
      </section>
    </div>
  );
}

/** The word that the room is ready, with the drill that showed it. */
function Ready({ hour: { facts, readyAt } }: { readonly hour: FirstHour }): ReactNode {
  const text = useText();
  const { drill } = facts;
  return (
    <div className="first-hour__ready" role="status">
      <BadgeCheck size={28} aria-hidden="true" />
      <strong>{text("ready")}</strong>
      <span className="am-t2">
        {text("ready_since")} <Time at={Date.parse(readyAt ?? "")} format="dateTime" />
      </span>
      {drill !== null && <DrillLink drill={drill} />}
    </div>
  );
}

function DrillLink({ drill: { interventionId, reference } }: { readonly drill: NonNullable<FirstHour["facts"]["drill"]> }): ReactNode {
  const mayOpen = useMay(interventions.card);
  if (!mayOpen) return <Num>{reference}</Num>;
  return (
    <Link className="first-hour__case" to="/interventions/$interventionId" params={{ interventionId }}>
      <Num>{reference}</Num>
    </Link>
  );
}

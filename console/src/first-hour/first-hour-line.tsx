import { theRoom } from "@amaliyat/contract/room";
import { FIRST_STEPS, nextStep, type FirstStep } from "@amaliyat/domain/first-hour";
import { Button } from "@amaliyat/ui/controls";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import ListChecks from "lucide-react/icons/list-checks";
import { type ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { useStore } from "../store/index.ts";
import { windowRole } from "../workstation/index.ts";
import { firstHourNow, isAtWork } from "./first-hour-query.ts";
import { hideOffer, isHidden, underWay } from "./first-hour-state.ts";
import { useText } from "./text.ts";
import "./first-hour.css";

/** The quiet offer of the first hour, for those who set a room up, in the window of their work. */
export function FirstHourLine(): ReactNode {
  const may = useMay(theRoom.firstHour);
  const isOff = useStore(isHidden);
  const step = useStore(underWay);
  const { pathname } = useLocation();
  if (!may || (isOff && step === null) || pathname === "/first-hour" || windowRole() !== "work") return null;
  return <Line step={step} />;
}

/**
 * The line tells that the step is done, and its person leaves the screen by its button. It never leaves by itself: a code that is shown once,
 * an open dialog or an unsent draft would be lost.
 */
function Line({ step }: { readonly step: FirstStep | null }): ReactNode {
  const text = useText();
  const { data } = useQuery(firstHourNow(step === null));
  const isDone = step !== null && data?.states[step] === "done";
  const navigate = useNavigate();
  if (data === undefined || (step === null && isAtWork(data))) return null;
  const shown = step ?? nextStep(data.states);
  const done = FIRST_STEPS.filter((one) => data.states[one] === "done").length;
  return (
    <div className="first-hour-line" role="group" aria-label={text("title")}>
      <ListChecks size={16} aria-hidden="true" />
      <b>{text("title")}</b>
      <span className="am-t2">{text("count", { done, of: FIRST_STEPS.length })}</span>
      {shown !== null && (
        <span className="am-t2" aria-live="polite">
          {text(isDone ? "line.done" : step === null ? "line.next" : "line.now", { step: text(`steps.${shown}.title`) })}
        </span>
      )}
      <span className="am-grow" />
      <Button size="s" variant={isDone ? "primary" : "normal"} onClick={() => void navigate({ to: "/first-hour" })}>
        {text(step === null ? "line.open" : "line.back")}
      </Button>
      {step === null && (
        <Button size="s" variant="quiet" onClick={hideOffer}>
          {text("line.hide")}
        </Button>
      )}
    </div>
  );
}

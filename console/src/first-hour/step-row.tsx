import type { FirstHour } from "@amaliyat/contract/room";
import { missingRoles, SHIFTS_OF_A_DAY, type FirstStep } from "@amaliyat/domain/first-hour";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button, Chip } from "@amaliyat/ui/controls";
import { Code, Num, useLanguage } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import Check from "lucide-react/icons/check";
import { useEffect, useRef, type ReactNode } from "react";
import { mayCall } from "../api/index.ts";
import { useSession } from "../session/index.ts";
import { underWay } from "./first-hour-state.ts";
import { actsOf, type StepAct } from "./step-acts.ts";
import { useText } from "./text.ts";

type StepRowProps = { readonly step: FirstStep; readonly number: number; readonly hour: FirstHour; readonly isNext: boolean };

/** Commands that are typed outside of the console; the address is that of this room. */
const COMMANDS: { readonly [S in FirstStep]?: () => string } = {
  map: () => "npm run map:build -- EXTRACT --out FOLDER",
  drill: () => `AMALIYAT_CREW_PASSWORD=… npm run drill -- --api ${location.origin}/ --crew USERNAME`,
};

/** One step: purpose, state by the room's own facts, and the screens where it is worked. */
export function StepRow({ step, number, hour, isNext }: StepRowProps): ReactNode {
  const text = useText();
  const state = hour.states[step];
  const command = state === "done" ? undefined : COMMANDS[step];
  return (
    <li className="first-hour__step" data-state={state} aria-current={isNext ? "step" : undefined}>
      <span className="first-hour__mark" aria-hidden="true">
        {state === "done" ? <Check size={18} /> : number}
      </span>
      <div className="first-hour__words">
        <h2>
          {text(`steps.${step}.title`)} <Chip tone={isNext ? "attention" : "muted"}>{text(`state.${isNext ? "next" : state}`)}</Chip>
        </h2>
        <div className="first-hour__line">
          <p>{text(`steps.${step}.why`)}</p>
          <p className="am-t2 am-small">
            <StepFacts step={step} facts={hour.facts} />
          </p>
        </div>
        {command !== undefined && isNext && (
          <p className="first-hour__command" dir="ltr">
            <Code>{command()}</Code>
          </p>
        )}
      </div>
      <StepActs step={step} hour={hour} isNext={isNext} />
    </li>
  );
}

/** The facts that decide the state of a step, as one line. */
function StepFacts({ step, facts }: { readonly step: FirstStep; readonly facts: FirstHour["facts"] }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const yes = (is: boolean): string => text(is ? "facts.there" : "facts.not_there");
  switch (step) {
    case "map":
      return text("facts.map", { tiles: yes(facts.map.hasTiles), roads: yes(facts.map.hasRoads) });
    case "sectors":
      return text("facts.sectors", { ...facts.sectors });
    case "people": {
      const missing = missingRoles(facts.people.roles).map((role) => ROLE_LABELS[role][language]);
      const crews = text("facts.crews", { crews: facts.people.crews });
      return missing.length === 0 ? crews : `${text("facts.people", { roles: missing.join(text("facts.and")) })} ${crews}`;
    }
    case "shifts":
      return text("facts.shifts", { ...facts.shifts, of: SHIFTS_OF_A_DAY });
    case "lines":
      return text("facts.lines", { telephones: text(facts.lines.areSetUp ? "facts.set_up" : "facts.not_set_up"), open: facts.lines.open });
    case "cameras":
      return facts.people.roles.includes("technician") || facts.cameras.all > 0
        ? text("facts.cameras", { ...facts.cameras })
        : text("facts.technician", { role: ROLE_LABELS.technician[language] });
    case "drill":
      return facts.drill === null ? (
        text("facts.no_drill")
      ) : (
        <>
          {text("facts.drill")} <Num>{facts.drill.reference}</Num>
        </>
      );
  }
}

/** Screens of a step for this role, else the role that works it. */
function StepActs({ step, hour, isNext }: Omit<StepRowProps, "number">): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { language } = useLanguage();
  const { role } = useSession().user;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A person who came back goes on by Enter. Focus that is elsewhere stays there.
    if (isNext && document.activeElement === document.body) first.current?.focus();
  }, [isNext]);
  const acts = actsOf(step, hour);
  const own = acts.filter(({ by }) => mayCall(by, role));
  if (own.length === 0) {
    const [other] = acts;
    return <span className="first-hour__acts am-t2 am-small">{other && text("by_role", { role: ROLE_LABELS[other.role][language] })}</span>;
  }
  const open = ({ way }: StepAct): void => {
    if (hour.states[step] !== "done") underWay.set(step);
    void navigate(way);
  };
  return (
    <span className="first-hour__acts">
      {own.map((act, index) => (
        <Button
          key={act.id}
          ref={index === 0 ? first : undefined}
          variant={isNext && index === 0 ? "primary" : "normal"}
          onClick={() => open(act)}
        >
          {text(`act.${act.id}`)}
        </Button>
      ))}
    </span>
  );
}

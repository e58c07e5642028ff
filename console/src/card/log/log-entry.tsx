import type { InterventionEvent } from "@amaliyat/contract/interventions";
import {
  disposition,
  HISTORY_FIELD_LABELS,
  PERSON_ROLE_LABELS,
  PRIORITY_LABELS,
  RELATION_LABELS,
  type Danger,
} from "@amaliyat/domain/interventions";
import { codeIn } from "@amaliyat/domain/cameras";
import { classNames } from "@amaliyat/ui/controls";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import Check from "lucide-react/icons/check";
import Film from "lucide-react/icons/film";
import Flag from "lucide-react/icons/flag";
import FolderOpen from "lucide-react/icons/folder-open";
import ListChecks from "lucide-react/icons/list-checks";
import ListX from "lucide-react/icons/list-x";
import MapPin from "lucide-react/icons/map-pin";
import Merge from "lucide-react/icons/merge";
import Pencil from "lucide-react/icons/pencil";
import Link2 from "lucide-react/icons/link-2";
import PencilLine from "lucide-react/icons/pencil-line";
import Radio from "lucide-react/icons/radio";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import Split from "lucide-react/icons/split";
import Tag from "lucide-react/icons/tag";
import Tags from "lucide-react/icons/tags";
import Unlink from "lucide-react/icons/unlink";
import User from "lucide-react/icons/user";
import UserX from "lucide-react/icons/user-x";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { eventData, type EventData } from "./event-data.ts";
import { dangerWords, markWords, shortReference, titleOf, unitStateOf, useCameras } from "../../facts/index.ts";
import { PersonName } from "../../session/index.ts";
import type { LogLine, MarkedStep } from "./log-lines.ts";
import { useText } from "../text.ts";

const ICONS: Readonly<Record<string, typeof Check>> = {
  opened: FolderOpen,
  classified: Tag,
  prioritised: Flag,
  placed: MapPin,
  noted: Pencil,
  clip_attached: Film,
  closed: Check,
  corrected: PencilLine,
  reopened: RotateCcw,
  cancelled: X,
  merged: Merge,
  split: Split,
  joined: Merge,
  parted: Split,
  crew_reported: Radio,
  marked: Tags,
  person_noted: User,
  person_withdrawn: UserX,
  related: Link2,
  unrelated: Unlink,
};

/** One line of the log: when, what, who. */
export function LogEntry({ line }: { readonly line: LogLine }): ReactNode {
  const noted = line.kind === "event" && line.event.kind === "noted";
  return (
    <li className={classNames("card-line", noted && "card-line--noted")}>
      <Time at={line.at} className="card-line__time" />
      <span className="card-line__icon">
        <LineIcon line={line} />
      </span>
      <div className="card-line__text">
        <LineWords line={line} />
      </div>
    </li>
  );
}

function LineIcon({ line }: { readonly line: LogLine }): ReactNode {
  if (line.kind === "unit") return <UnitGlyph state={unitStateOf(line.step)} size={16} silent />;
  if (line.kind === "plan")
    return line.step.mark?.done ? <ListChecks size={16} aria-hidden="true" /> : <ListX size={16} aria-hidden="true" />;
  return <EventIcon kind={line.event.kind} />;
}

function LineWords({ line }: { readonly line: LogLine }): ReactNode {
  if (line.kind === "unit") return <UnitWords line={line} />;
  return line.kind === "plan" ? <PlanWords step={line.step} /> : <EventWords event={line.event} />;
}

/** A step of the response plan that was ticked, or whose tick was taken back. */
function PlanWords({ step }: { readonly step: MarkedStep }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <>
      <div>{text(step.mark?.done ? "log.plan.done" : "log.plan.taken_back")}</div>
      <Words>{step.text[language]}</Words>
      <By name={step.mark?.by ?? ""} />
    </>
  );
}

function EventIcon({ kind }: { readonly kind: string }): ReactNode {
  const Icon = ICONS[kind] ?? Pencil;
  return <Icon size={16} aria-hidden="true" />;
}

function UnitWords({ line }: { readonly line: Extract<LogLine, { kind: "unit" }> }): ReactNode {
  const text = useText();
  const { assignment, step } = line;
  const by = step === "assigned" || step === "withdrawn" ? assignment.assignedBy : "";
  const reason = step === "refused" || step === "withdrawn" ? assignment.reason : null;
  return (
    <>
      <div>
        {text(`log.unit.${step}`)} <Num className="am-strong">{assignment.unitCode}</Num>
      </div>
      {reason !== null && <Words>{reason}</Words>}
      {step === "assigned" && by !== "" && <By name={by} />}
    </>
  );
}

/** True for the reference of a call; that of a report has another letter. */
const isOfCall = (source: string): boolean => source.startsWith("C-");

/** Sentence of an event, with the person's own words below it. Also used for «what changed meanwhile». */
export function EventWords({ event }: { readonly event: InterventionEvent }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const cameras = useCameras().data;
  const data = eventData(event.data);
  const camera = cameras?.find((one) => one.cameraId === data.cameraId)?.code;
  const source = event.kind === "parted" && typeof event.data["source"] === "string" ? event.data["source"] : null;
  const what = (() => {
    switch (event.kind) {
      case "opened":
        return text(camera === undefined ? "log.event.opened" : "log.event.opened_from");
      case "classified":
        return data.subcategory ? `${text("log.event.classified")} ${titleOf(data.subcategory, language)}` : text("log.event.classified");
      case "prioritised":
        return data.priority
          ? `${text("log.event.prioritised")} ${PRIORITY_LABELS[data.priority][language]}`
          : text("log.event.prioritised");
      case "marked": {
        const names = markWords(event.data, language);
        return `${text("log.event.marked")} ${names.length === 0 ? text("log.no_mark") : names.join(" · ")}`;
      }
      case "person_noted":
        return data.role ? `${text("log.event.person_noted")} ${PERSON_ROLE_LABELS[data.role][language]}` : text("log.event.person_noted");
      case "related":
      case "unrelated":
        return data.relation
          ? `${text(`log.event.${event.kind}`)} ${RELATION_LABELS[data.relation][language]}`
          : text(`log.event.${event.kind}`);
      case "closed":
        return data.disposition
          ? `${text("log.event.closed")} ${disposition(data.disposition).labels[language]}`
          : text("log.event.closed");
      case "corrected": {
        const names = data.changed.map((field) => HISTORY_FIELD_LABELS[field][language]);
        return `${text(data.isClosing ? "log.event.closed_later" : "log.event.corrected")} ${names.join(" · ")}`;
      }
      case "crew_reported":
        return data.step ? text(`log.unit.${data.step}`) : text("log.event.other");
      case "reopened":
        // The room itself reopens an intervention that was cancelled while a crew was there.
        return text(data.words === null ? "log.event.reopened_by_crew" : "log.event.reopened");
      case "placed":
      case "clip_attached":
      case "cancelled":
      case "merged":
      case "split":
      case "joined":
      case "person_withdrawn":
        return text(`log.event.${event.kind}`);
      case "parted":
        return text(source === null ? "log.event.parted" : `log.event.${isOfCall(source) ? "call" : "report"}_parted`);
      case "noted":
        return event.data["withdrawn"] === true ? text("log.event.withdrawn") : null;
      default:
        return text("log.event.other");
    }
  })();
  // A rule that raised the priority says so, where it did and never where a person chose.
  const raised =
    data.priority !== null && (data.because === "injury" || data.because === "weapon")
      ? `${text("log.event.prioritised")} ${PRIORITY_LABELS[data.priority][language]} · ${text(`because.${data.because}`)}`
      : null;
  const danger = dangerOfEvent(event.kind, data);
  return (
    <>
      {what !== null && (
        <div>
          {what} {event.kind === "crew_reported" && <Num className="am-strong">{data.unitCode ?? ""}</Num>}{" "}
          {camera !== undefined && <Bdi className="am-strong">{codeIn(camera, language)}</Bdi>}
          {source !== null && <Num className="am-strong">{source}</Num>}
          {data.other !== null && <Num className="am-strong">{shortReference(data.other, roomNow())}</Num>}
        </div>
      )}
      {raised !== null && <div className="am-small">{raised}</div>}
      {danger !== null && (
        <div className="am-small">{text(`log.danger.${danger.name}`, { danger: dangerWords(danger.value, language) })}</div>
      )}
      <ActedAt event={event} actedAt={data.actedAt} />
      {data.words !== null && <Words>{data.words}</Words>}
      <By name={event.by} />
    </>
  );
}

type NamedDanger = { readonly name: "brought" | "stays" | "goes_back"; readonly value: Danger };

/** The danger that a merge brought, that stays after a split, or that goes back with it. */
function dangerOfEvent(kind: string, { brought, priority, attributes }: EventData): NamedDanger | null {
  if (kind === "joined" && brought !== null) return { name: "brought", value: brought };
  if ((kind !== "parted" && kind !== "split") || priority === null) return null;
  return { name: kind === "parted" ? "stays" : "goes_back", value: { priority, attributes } };
}

/** A clock that differs by less says nothing. */
const SAME_MS = 1000;

/** Time of a crew's act or note by its own clock, if the room learned of it later. */
function ActedAt({ event, actedAt }: { readonly event: InterventionEvent; readonly actedAt: number | null }): ReactNode {
  const text = useText();
  if (actedAt === null || Math.abs(Date.parse(event.at) - actedAt) < SAME_MS) return null;
  return (
    <div className="am-small am-attention">
      {text("log.acted_at")} <Time at={actedAt} />
    </div>
  );
}

const Words = ({ children }: { readonly children: string }): ReactNode => (
  <div className="card-line__words">
    <Bdi>{children}</Bdi>
  </div>
);

function By({ name }: { readonly name: string }): ReactNode {
  const text = useText();
  return <div className="am-small am-t3">{name === "" ? text("log.automatic") : <PersonName name={name} />}</div>;
}

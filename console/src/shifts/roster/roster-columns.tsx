import type { RosterLine } from "@amaliyat/contract/shifts";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { stateSince } from "@amaliyat/domain/shifts";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Time, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";

type Act = (line: RosterLine, act: "end" | "remove") => void;

/** The columns of the roster; with `onAct` a seat that is taken is ended, and a line that has not begun is taken off. */
export function useRosterColumns(onAct: Act | null): readonly Column<RosterLine>[] {
  const text = useText();
  const names = usePersonNames();
  const { language } = useLanguage();
  const now = useNow();
  const stateOf = ({ state, from, to }: RosterLine) => stateSince({ state, from: Date.parse(from), to: Date.parse(to) }, now);
  const isNow = (line: RosterLine): boolean => stateOf(line) === "running";
  const act = (line: RosterLine): ReactNode => {
    if (onAct === null || stateOf(line) === "over") return null;
    const name = isNow(line) ? "end" : "remove";
    return (
      <Button size="s" variant="quiet" onClick={() => onAct(line, name)}>
        {text(`roster.${name}`)}
      </Button>
    );
  };
  return [
    {
      id: "person",
      header: text("roster.person"),
      renderCell: (line) => (
        <>
          <PersonName name={line.person.name} className="am-strong" /> {isNow(line) && <Chip tone="engaged">{text("roster.now")}</Chip>}
          <div className="am-t3 am-small">{ROLE_LABELS[line.role][language]}</div>
        </>
      ),
      sortValue: (line) => names.shown(line.person.name),
    },
    {
      id: "seat",
      header: text("roster.kind"),
      width: "26%",
      renderCell: (line) =>
        line.kind === "desk" ? (
          <Bdi>{line.desk ?? ""}</Bdi>
        ) : (
          <>
            {text("crew", { unit: isolate(line.unitCode ?? "؟"), vehicle: isolate(line.vehicle ?? "") })}
            {line.radio !== null && (
              <div className="am-t3 am-small">
                {text("roster.radio")} <Bdi>{line.radio}</Bdi>
              </div>
            )}
            {isNow(line) && <div className="am-t3 am-small">{text("roster.speaks")}</div>}
          </>
        ),
      sortValue: (line) => line.desk ?? line.unitCode,
    },
    {
      id: "from",
      header: text("roster.from"),
      width: "190px",
      renderCell: (line) => <Time at={Date.parse(line.from)} format="dateTime" />,
      sortValue: (line) => Date.parse(line.from),
    },
    {
      id: "to",
      header: text("roster.to"),
      width: "190px",
      renderCell: (line) => <Time at={Date.parse(line.to)} format="dateTime" />,
      sortValue: (line) => Date.parse(line.to),
    },
    ...(onAct ? [{ id: "act", header: "", width: "120px", renderCell: act }] : []),
  ];
}

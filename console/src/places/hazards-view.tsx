import type { Hazard } from "@amaliyat/contract/places";
import { HAZARD_KIND_LABELS, isReviewDue } from "@amaliyat/domain/places";
import { Button, Chip } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { ListPanel, useReadWords } from "../lists/index.ts";
import { PersonName, usePersonNames } from "../session/index.ts";
import { HazardActs } from "./hazard-acts.tsx";
import { draftOfHazard } from "./hazard-draft.ts";
import { HazardForm } from "./hazard-form.tsx";
import { hazardList } from "./place-queries.ts";
import type { ViewProps } from "./places-view.tsx";
import { useText } from "./text.ts";

const SHOWN = ["in_force", "proposed", "over", "all"] as const;
type Shown = (typeof SHOWN)[number];

/** State of a hazard in the list, including its end by expiry. */
type Standing = Hazard["state"] | "expired" | "due";
function standingOf(hazard: Hazard, now: number): Standing {
  const { state, until, reviewAt } = hazard;
  if ((state === "proposed" || state === "confirmed") && Date.parse(until) <= now) return "expired";
  const content = { until: Date.parse(until), reviewAt: Date.parse(reviewAt) };
  return state === "confirmed" && isReviewDue({ state, content }, now) ? "due" : state;
}

const belongs = (standing: Standing, shown: Shown): boolean => {
  if (shown === "all") return true;
  if (shown === "proposed") return standing === "proposed";
  const isOver = standing === "expired" || standing === "ended" || standing === "declined";
  return shown === "over" ? isOver : !isOver;
};

/** Hazards of places, beside the one that is open. */
export function HazardsView({ open, onOpen }: ViewProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const now = useNow();
  const list = useQuery(hazardList);
  const columns = useColumns(now);
  const chosen = list.data?.find(({ hazardId }) => hazardId === open);
  const act = (
    <Button size="s" variant="primary" onClick={() => onOpen("new")}>
      {text("hazard.new")}
    </Button>
  );
  return (
    <div className="list-columns">
      <ListPanel
        title={text("view.hazards")}
        list={list}
        act={act}
        search={text("list.search_hazards")}
        wordsOf={({ kind, words, area, writtenBy }) =>
          [...Object.values(HAZARD_KIND_LABELS[kind]), words, area.kind === "address" ? area.address : "", names.words(writtenBy)].join(" ")
        }
        filter={{
          label: text("list.filter"),
          options: SHOWN.map((value) => ({ value, label: text(`shown.${value}`) })),
          initial: "in_force",
          answers: (hazard, shown) => belongs(standingOf(hazard, now), shown),
        }}
        columns={columns}
        rowKey={({ hazardId }) => hazardId}
        open={open}
        onOpen={onOpen}
        empty={<EmptyState title={text("list.no_hazards")} text={text("list.no_hazards_text")} />}
      />
      {open === "new" ? (
        <Panel title={text("hazard.new")} region className="list-side">
          <HazardForm hazard={null} onSaved={onOpen} onNew={() => onOpen("new")} />
        </Panel>
      ) : chosen ? (
        <HazardSide key={chosen.hazardId} hazard={chosen} onOpen={onOpen} />
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<TriangleAlert size={24} />} title={text("list.none_chosen")} text={text("list.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

type SideProps = { readonly hazard: Hazard; readonly onOpen: (hazardId: string) => void };

/** The open hazard: its author, its acts and its form. */
export function HazardSide({ hazard, onOpen }: SideProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  const read = useReadWords(draftOfHazard(hazard, now));
  return (
    <Panel title={HAZARD_KIND_LABELS[hazard.kind][language]} aside={text(`state.${standingOf(hazard, now)}`)} region className="list-side">
      <Written hazard={hazard} />
      <HazardActs key={hazard.version} hazard={hazard} read={read} />
      <HazardForm hazard={hazard} onSaved={onOpen} onNew={() => onOpen("new")} />
    </Panel>
  );
}

/** Author and confirming person of a hazard, and its end. */
function Written({ hazard }: { readonly hazard: Hazard }): ReactNode {
  const text = useText();
  const { writtenBy, writtenAt, confirmedBy, reason } = hazard;
  return (
    <p className="places-written am-t2 am-small">
      {text("hazard.written")} <PersonName name={writtenBy} /> · <Time at={Date.parse(writtenAt)} format="day" />
      {confirmedBy !== null && (
        <>
          {" · "}
          {text("hazard.confirmed")} <PersonName name={confirmedBy} />
        </>
      )}
      {reason !== null && (
        <>
          {" · "}
          {text("hazard.reason")} <Bdi>{reason}</Bdi>
        </>
      )}
    </p>
  );
}

const TONE = { proposed: "attention", confirmed: "affirm", due: "attention", declined: "muted", ended: "muted", expired: "muted" } as const;

function useColumns(now: number): readonly Column<Hazard>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    {
      id: "kind",
      header: text("field.hazard_kind"),
      clip: true,
      renderCell: ({ kind, words, atHome }) => (
        <>
          <span className="am-strong">{HAZARD_KIND_LABELS[kind][language]}</span>{" "}
          {atHome && <Chip tone="muted">{text("field.at_home_short")}</Chip>}
          <div>
            <Bdi className="am-t2 am-small am-clip">{words}</Bdi>
          </div>
        </>
      ),
      sortValue: ({ kind }) => HAZARD_KIND_LABELS[kind][language],
    },
    {
      id: "state",
      header: text("field.state"),
      width: "190px",
      renderCell: (one) => {
        const standing = standingOf(one, now);
        return <Chip tone={TONE[standing]}>{text(`state.${standing}`)}</Chip>;
      },
      sortValue: (one) => standingOf(one, now),
    },
    {
      id: "until",
      header: text("field.until"),
      width: "150px",
      renderCell: ({ until }) => <Time at={Date.parse(until) - 1} format="day" />,
      sortValue: ({ until }) => until,
    },
    {
      id: "written",
      header: text("field.written"),
      width: "190px",
      renderCell: ({ writtenBy, writtenAt }) => (
        <>
          <PersonName name={writtenBy} />
          <div className="am-t3 am-small">
            <Time at={Date.parse(writtenAt)} format="day" />
          </div>
        </>
      ),
      sortValue: ({ writtenAt }) => writtenAt,
    },
  ];
}

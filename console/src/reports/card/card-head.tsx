import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { Button, Chip } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useUiText } from "@amaliyat/ui/i18n";
import { regionAttributes } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import ArrowRight from "lucide-react/icons/arrow-right";
import Eye from "lucide-react/icons/eye";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Age } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { KindGlyph } from "../kind-glyph.tsx";
import { DangerMark, ReportMarks, StateChip, useKindWords } from "../report-marks.tsx";
import { shortReport } from "../short-report.ts";
import { useText } from "../text.ts";
import { KEY_OF, type CardAct } from "./card-acts.ts";
import { Steps } from "./steps.tsx";
import type { CardActs } from "./use-card-acts.ts";
import { useReportAct } from "./use-report-act.ts";

/** The acts of the head, in the order of the buttons. The others stand beside their subjects. */
const HEAD: readonly CardAct[] = ["make", "take", "give_back", "forward", "part", "reopen", "close"];

/** Head of a report: its identity, the notice of logging, the author's view, and the acts. */
export function CardHead({ card, acts }: { readonly card: ReportCard; readonly acts: CardActs }): ReactNode {
  const text = useText();
  return (
    <section className="report-head" {...regionAttributes(text("card.head"))}>
      <div className="report-head__line">
        <Title card={card} />
        <div className="report-head__acts">
          {HEAD.filter((act) => acts.can.has(act)).map((act) => (
            <Button
              key={act}
              variant={act === "make" ? "primary" : undefined}
              shortcut={KEY_OF[act]}
              loading={acts.busy === act}
              disabledReason={acts.why(act)}
              onClick={() => acts.act(act)}
            >
              {text(`act.${act}`)}
            </Button>
          ))}
        </div>
      </div>
      <div className="report-head__line">
        <Steps card={card} />
        <span className="report-head__logged am-t2 am-small">
          <Eye size={14} aria-hidden="true" />
          {text("card.logged")}
        </span>
      </div>
      <Refusal problem={acts.refused} />
    </section>
  );
}

/** To overrule the signals: first, last, or as they say. */
function RankActs({ card }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  const { run, busy } = useReportAct(card.reportId);
  const byHand = card.reasons.includes("first_by_hand") ? "first" : card.reasons.includes("last_by_hand") ? "last" : null;
  const to = (rank: "first" | "last" | null): void =>
    void run(() => ask(reports.rank, { params: { reportId: card.reportId }, body: { to: rank } }));
  return (
    <>
      {(["first", "last"] as const)
        .filter((rank) => rank !== byHand)
        .map((rank) => (
          <Button key={rank} size="s" loading={busy} onClick={() => to(rank)}>
            {text(rank === "first" ? "rank.first" : "rank.last")}
          </Button>
        ))}
      {byHand !== null && (
        <Button size="s" loading={busy} onClick={() => to(null)}>
          {text("rank.signals")}
        </Button>
      )}
    </>
  );
}

function Title({ card }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const kindWords = useKindWords();
  return (
    <div className="report-head__title">
      <Link to="/reports" className="am-icon-button" aria-label={ui("back")} title={ui("back")}>
        <ArrowRight size={18} className="report-back" aria-hidden="true" />
      </Link>
      <span className="report-head__glyph" data-danger={card.danger || undefined}>
        <KindGlyph kind={card.kind} size={26} />
      </span>
      <div>
        <h2 className="report-head__kind">
          {kindWords(card)} <Num className="report-head__reference">{shortReport(card.reference, roomNow())}</Num>
        </h2>
        <div className="am-t2 am-small">
          {text("card.received")} <Time at={Date.parse(card.receivedAt)} format="dateTime" /> · {text("card.age")}{" "}
          <Age since={Date.parse(card.receivedAt)} />
          {card.partner !== null && (
            <>
              {" · "}
              {text("card.partner")} <Bdi>{card.partner}</Bdi>
            </>
          )}
        </div>
      </div>
      <div className="report-head__chips">
        {card.danger && <DangerMark />}
        <StateChip row={card} />
        {card.interventionId !== null && (
          <Link
            to="/interventions/$interventionId"
            params={{ interventionId: card.interventionId }}
            search={{}}
            className="am-chip am-chip--engaged"
          >
            {text("card.intervention")} <Num>{card.interventionReference ?? ""}</Num>
          </Link>
        )}
        {card.channel === "WEB" && <Chip tone="muted">{text("card.web")}</Chip>}
        <ReportMarks row={card} />
        {card.danger && (card.state === "waiting" || card.state === "taken") && <RankActs card={card} />}
      </div>
    </div>
  );
}

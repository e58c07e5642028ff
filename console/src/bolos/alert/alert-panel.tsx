import { bolos, type BoloPage, type ChildAlert } from "@amaliyat/contract/bolos";
import { ALERT_CHANNELS, ALERT_STATE_LABELS, DECISION_WAY_LABELS, isAlertOpen, noticeChannel } from "@amaliyat/domain/bolos";
import { Button, Chip } from "@amaliyat/ui/controls";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { PersonName, Refusal, useMay, useSession } from "../../session/index.ts";
import { DecisionDialog, ProposeDialog, WithdrawDialog } from "./alert-dialogs.tsx";
import { AlertDraft, PrintableText } from "./alert-text.tsx";
import { NoticeActs } from "./notice-acts.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/**
 * The preparation of an alert: the step awaited, the acts and their persons, and a text only once the prosecutor's authorisation is
 * recorded.
 */
export function AlertPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const [proposing, setProposing] = useState(false);
  const isFree = !bolo.alerts.some(({ state }) => isAlertOpen(state)) && bolo.standing === "in_force";
  const act = useMay(bolos.proposeAlert) && isFree && (
    <Button size="s" variant="quiet" onClick={() => setProposing(true)}>
      {text("alert.propose")}
    </Button>
  );
  return (
    <Panel title={text("alert.title")} actions={act} region className="bolo-panel">
      <p className="bolo-none am-t2 am-small">{text("alert.never")}</p>
      {bolo.alerts.map((alert) => (
        <AlertCase key={alert.alertId} bolo={bolo} alert={alert} />
      ))}
      {proposing && <ProposeDialog bolo={bolo} onClose={() => setProposing(false)} />}
    </Panel>
  );
}

type CaseProps = { readonly bolo: BoloPage; readonly alert: ChildAlert };

function AlertCase({ bolo, alert }: CaseProps): ReactNode {
  const { language } = useLanguage();
  const { state } = alert;
  return (
    <section className="bolo-alert" data-alert={state}>
      <div className="bolo-acts">
        <Chip tone={state === "authorised" ? "affirm" : isAlertOpen(state) ? "attention" : "muted"}>
          {ALERT_STATE_LABELS[state][language]}
        </Chip>
        <Bdi className="am-t2">{alert.area}</Bdi>
      </div>
      <Trail bolo={bolo} alert={alert} />
      {(state === "proposed" || state === "checked") && <AlertDraft boloId={bolo.boloId} alertId={alert.alertId} />}
      {state === "authorised" && <PrintableText bolo={bolo} alertId={alert.alertId} />}
      <Acts bolo={bolo} alert={alert} />
    </section>
  );
}

/** Acts with their persons and times. */
function Trail({ bolo, alert }: CaseProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { proposed, checked, decision, withdrawn } = alert;
  const handed = bolo.notices.outside.filter(({ alertId }) => alertId === alert.alertId);
  const done = (word: string, by: string, at: string) => (
    <li key={`${word} ${at}`} className="am-small">
      {word} <PersonName name={by} /> · <Time at={Date.parse(at)} format="dateTime" />
    </li>
  );
  return (
    <ul className="bolo-trail">
      {done(text("alert.proposed"), proposed.by, proposed.at)}
      {checked && done(text("alert.checked"), checked.by, checked.at)}
      {decision && (
        <li className="am-small">
          {text(decision.authorised ? "alert.authorised" : "alert.refused")} <Bdi className="am-strong">{decision.prosecutor}</Bdi> ·{" "}
          <Num>{decision.reference}</Num> · <Time at={Date.parse(decision.decidedAt)} format="dateTime" /> ·{" "}
          {DECISION_WAY_LABELS[decision.way][language]} · {text("alert.recorded")} <PersonName name={decision.recorded.by} />
        </li>
      )}
      {withdrawn && done(`${text("alert.withdrawn")} ${withdrawn.reason}`, withdrawn.by, withdrawn.at)}
      {handed.map(({ channel, name, by, at }) => done(`${noticeChannel(channel).noting?.line[language] ?? ""} ${name}`, by, at))}
    </ul>
  );
}

function Acts({ bolo, alert }: CaseProps): ReactNode {
  const text = useText();
  const act = useAct();
  const { userId } = useSession().user;
  const [asking, setAsking] = useState<"decide" | "withdraw" | null>(null);
  const [mayCheck, mayDecide, mayWithdraw] = [useMay(bolos.checkAlert), useMay(bolos.decideAlert), useMay(bolos.withdrawAlert)];
  const params = { boloId: bolo.boloId, alertId: alert.alertId };
  const close = (): void => setAsking(null);
  if (!isAlertOpen(alert.state)) return null;
  const isOwn = alert.proposed.userId === userId;
  return (
    <div className="bolo-acts">
      {alert.state === "proposed" && mayCheck && (
        <Button
          size="s"
          loading={act.busy}
          disabledReason={isOwn ? text("alert.four_eyes") : undefined}
          onClick={() => void act.run(() => ask(bolos.checkAlert, { params }))}
        >
          {text("alert.check")}
        </Button>
      )}
      {alert.state === "checked" && mayDecide && (
        <Button size="s" variant="primary" onClick={() => setAsking("decide")}>
          {text("alert.decide")}
        </Button>
      )}
      {alert.state === "authorised" && (
        <NoticeActs boloId={bolo.boloId} to={ALERT_CHANNELS.map((channel) => ({ channel, alertId: alert.alertId }))} />
      )}
      {mayWithdraw && (
        <Button size="s" variant="quiet" onClick={() => setAsking("withdraw")}>
          {text("alert.withdraw")}
        </Button>
      )}
      <Refusal problem={act.refused} />
      {asking === "decide" && <DecisionDialog params={params} onClose={close} />}
      {asking === "withdraw" && <WithdrawDialog params={params} onClose={close} />}
    </div>
  );
}

import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { address } from "@amaliyat/contract/route";
import { publicAlertAfter } from "@amaliyat/domain/alerts";
import { Banner } from "@amaliyat/ui/feedback";
import { Bdi, Num, Time } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { Fact } from "../facts/index.ts";
import { isTyped } from "../lists/index.ts";
import { PersonName, useDraftName, useMay } from "../session/index.ts";
import { AlertActs } from "./alert-acts.tsx";
import { CorrectionPart } from "./correction-part.tsx";
import { AlertForm, formOf } from "./form/alert-form.tsx";
import { KindName, StandingChip } from "./alert-words.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { useText } from "./text.ts";

/** One public alert: how phones show it, who wrote and published it, and what may be done with it. */
export function AlertSide({ row, onNew }: { readonly row: PublicAlertRow; readonly onNew: () => void }): ReactNode {
  const draftName = useDraftName(formOf(row.alertId));
  const [changing, setChanging] = useState(() => isTyped(draftName));
  const mayCorrect = useMay(alerts.correct) && publicAlertAfter(row.standing, "correct") !== null;
  const mayChange = (useMay(alerts.change) && publicAlertAfter(row.standing, "change") !== null) || mayCorrect;
  const isOver = row.standing === "ended" || row.standing === "expired";
  return (
    <Panel
      title={<KindName kind={row.kind} />}
      aside={<Num>{row.reference}</Num>}
      actions={<StandingChip standing={row.standing} />}
      region
      className="list-side"
    >
      {changing && (mayChange || isOver) && (
        <AlertForm row={row} onSaved={() => setChanging(false)} onNew={onNew} onDiscard={() => setChanging(false)} />
      )}
      {!(changing && mayChange) && (
        <>
          <Unauthorised row={row} />
          <PhonePreview kind={row.kind} texts={row.texts} reach={row.reach} until={Date.parse(row.until)} picture={pictureOf(row)} />
          <Facts row={row} />
          <CorrectionPart row={row} />
          <AlertActs row={row} onChange={() => setChanging(true)} />
        </>
      )}
    </Panel>
  );
}

/** Picture's address for phones. They read none before the alert is in force. */
const pictureOf = ({ alertId, hasPicture, standing, authorised }: PublicAlertRow): string | undefined =>
  hasPicture && authorised && standing === "in_force" ? address(alerts.picture, { publicAlertId: alertId }, undefined) : undefined;

/** Warns of an alert that is in force by the clock and shown by no phone. */
function Unauthorised({ row }: { readonly row: PublicAlertRow }): ReactNode {
  const text = useText();
  if (row.authorised || row.standing === "ended" || row.standing === "expired") return null;
  return <Banner boxed tone="act" title={text("unauthorised.title")} detail={text("unauthorised.text")} className="alerts-banner" />;
}

function Facts({ row }: { readonly row: PublicAlertRow }): ReactNode {
  const text = useText();
  const { from, until, child, noChild, written, published, corrected, ended, pushed, reach } = row;
  const who = ({ by, at }: { readonly by: string; readonly at: string }) => (
    <>
      <PersonName name={by} /> · <Time at={Date.parse(at)} format="dateTime" />
    </>
  );
  return (
    <dl className="alerts-facts">
      <Fact name={text("field.from")}>{from === null ? text("from_publication") : <Time at={Date.parse(from)} format="dateTime" />}</Fact>
      <Fact name={text("field.until")}>
        <Time at={Date.parse(until)} format="dateTime" />
      </Fact>
      <Fact name={text("field.reach")}>
        {reach === null ? text("reach.town") : <Num>{`${reach.point.lat.toFixed(5)}, ${reach.point.lon.toFixed(5)}`}</Num>}
      </Fact>
      <Fact name={text("field.written")}>{who(written)}</Fact>
      {published !== null && <Fact name={text("field.published")}>{who(published)}</Fact>}
      {corrected !== null && <Fact name={text("field.corrected")}>{who(corrected)}</Fact>}
      {noChild !== null && (
        <Fact name={text("field.noChild")}>
          <q className="list-quoted">
            <Bdi>{noChild.words}</Bdi>
          </q>{" "}
          · {who(noChild)}
        </Fact>
      )}
      {child !== null && (
        <Fact name={text("field.bolo")}>
          <Link to="/bolos" search={{ open: child.boloId }}>
            <Num>{child.boloReference}</Num>
          </Link>
        </Fact>
      )}
      {pushed !== null && (
        <Fact name={text("field.pushed")}>
          <Num>{pushed.told}</Num>
          {pushed.unreached > 0 && ` · ${text("unreached", { number: pushed.unreached })}`}
        </Fact>
      )}
      {ended !== null && (
        <Fact name={text("field.ended")}>
          {who(ended)} · <Bdi>{ended.reason}</Bdi>
        </Fact>
      )}
    </dl>
  );
}

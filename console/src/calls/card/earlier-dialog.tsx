import { calls, type CallRow } from "@amaliyat/contract/calls";
import { callEndingLabels, natureLabels } from "@amaliyat/domain/calls";
import { isPurpose, PURPOSE_LABELS, type Purpose } from "@amaliyat/domain/cameras";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, searchItems, Time, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { ListSearch, NoneFound } from "../../lists/index.ts";
import { PurposeList } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";

type Found = { readonly purpose: Purpose; readonly rows: readonly CallRow[] };

/** Earlier calls of the same number. Nothing of them is read before a lawful purpose is given, and the reading is logged. */
export function EarlierDialog({ callId, onClose }: { readonly callId: string; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { busy, refused, run } = useCallAct();
  const [found, setFound] = useState<Found | null>(null);
  const read = async (purpose: Purpose): Promise<void> => {
    const done = await run(() => ask(calls.earlier, { params: { callId }, body: { purpose } }));
    if (done !== null) setFound({ purpose, rows: done.value });
  };
  return (
    <Dialog open onClose={onClose} title={text("earlier.title")} size="wide">
      <div className="calls-form" aria-busy={busy || undefined}>
        {found === null ? (
          <>
            <p className="am-t2">{text("earlier.logged")}</p>
            <PurposeList ofPictures={false} onChosen={(next) => isPurpose(next) && void read(next)} />
          </>
        ) : (
          <>
            <p className="am-t2">
              {text("earlier.purpose")} <b>{PURPOSE_LABELS[found.purpose][language]}</b>
            </p>
            {found.rows.length === 0 ? <EmptyState title={text("earlier.none")} /> : <EarlierList rows={found.rows} onLeave={onClose} />}
          </>
        )}
        <Refusal problem={refused} />
        <div className="calls-form__foot">
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function EarlierList({ rows, onLeave }: { readonly rows: readonly CallRow[]; readonly onLeave: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [query, setQuery] = useState("");
  const saidOf = (row: CallRow): string =>
    [
      row.nature === null ? null : natureLabels(row.nature)[language],
      row.ending === null ? text(`state.${row.state}`) : callEndingLabels(row.ending)[language],
      row.placeText,
    ]
      .filter((part) => part !== null)
      .join(" · ");
  const shown = searchItems(rows, query, (row) => `${row.reference} ${row.interventionReference ?? ""} ${saidOf(row)}`);
  return (
    <>
      <ListSearch placeholder={text("earlier.search")} value={query} onChange={setQuery} />
      {shown.length === 0 && <NoneFound />}
      <ul className="calls-abandoned calls-abandoned--earlier">
        {shown.map((row) => (
          <li key={row.callId}>
            <Time at={Date.parse(row.arrivedAt)} format="dateTime" />
            <Link to="/calls/$callId" params={{ callId: row.callId }} onClick={onLeave}>
              <Num>{row.reference}</Num>
            </Link>
            <span className="am-t2">{saidOf(row)}</span>
            {row.interventionReference !== null && <Num className="am-strong">{row.interventionReference}</Num>}
          </li>
        ))}
      </ul>
    </>
  );
}

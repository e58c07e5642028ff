import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { Button, DateTimeInput, Field } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Refusal } from "../session/index.ts";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

const DAY_MS = 86_400_000;

/** All that it says, for a proposal that moves its end alone. The words of a proposed correction stay, each text with its answer. */
function saidBy({ kind, from, child, ...row }: PublicAlertRow) {
  const { texts, reach, noChild } = row.correction ?? row;
  const isChild = kind === "missing_child";
  return {
    kind,
    texts: isChild ? null : texts,
    reach,
    from,
    childAlertId: child?.childAlertId ?? null,
    noChild: isChild ? null : (noChild?.words ?? null),
  };
}

/** Asks for the new end of an alert: one day later by default. */
export function RenewDialog({ row, onClose }: { readonly row: PublicAlertRow; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const act = useAct();
  const [until, setUntil] = useState<number | null>(Date.parse((row.correction ?? row).until) + DAY_MS);
  const isForTwo = until !== null && row.aloneUntil !== null && until > Date.parse(row.aloneUntil);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (until === null || act.busy) return;
    const { alertId, version } = row;
    const params = { publicAlertId: alertId };
    const end = new Date(until).toISOString();
    const answer = await act.run(() =>
      isForTwo
        ? ask(alerts.correct, { params, body: { ...saidBy(row), until: end, version } })
        : ask(alerts.renew, { params, body: { version, until: end } }),
    );
    if (answer.ok) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("renew_title")}>
      <form className="list-dialog" onSubmit={(event) => void submit(event)}>
        <Field label={text("field.until")} hint={text(isForTwo ? "two_hint" : "until_hint")} group required>
          <DateTimeInput value={until} onChange={setUntil} />
        </Field>
        {isForTwo && row.correction !== null && <p className="am-small am-t2">{text("renew_joins")}</p>}
        <Refusal problem={act.refused} />
        <div className="list-dialog__foot">
          <Button type="submit" variant="primary" loading={act.busy} disabled={until === null}>
            {text(isForTwo ? "act.propose" : "act.renew")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

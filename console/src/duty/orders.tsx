import { dispatch, type Duty } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Age } from "../interventions/age.tsx";
import { levelOf, shortReference, titleOf } from "../interventions/facts.ts";
import { Refusal } from "../session/index.ts";
import { mayRefuse, reportsFrom, type Report } from "../interventions/reports.ts";
import { useText } from "./text.ts";

type Order = Duty["assignments"][number];

/** One intervention to which the patrol is sent, with what it may report. */
export function Orders({ order, onDone }: { readonly order: Order; readonly onDone: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [refusing, setRefusing] = useState(false);
  const [next, ...later] = reportsFrom(order.state);
  const stamp = async (status: Report | "refused", reason?: string): Promise<void> => {
    setBusy(status);
    const { assignmentId } = order;
    const answer = await ask(dispatch.stamp, { params: { assignmentId }, body: { status, ...(reason === undefined ? {} : { reason }) } });
    setBusy(null);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setRefusing(false);
    onDone();
  };
  return (
    <section className="duty-order am-panel">
      <div className="duty-order__head">
        <PriorityGlyph priority={levelOf(order.priority)} size={36} />
        <div className="am-grow">
          <h2 className="am-title">{titleOf(order.subcategory, language)}</h2>
          <Num className="am-t3">{shortReference(order.reference, roomNow())}</Num>
        </div>
        <span className="am-t2 am-small">
          {text("since")} <Age since={Date.parse(order.assignedAt)} className="am-strong" />
        </span>
      </div>
      <p className="duty-order__place">{order.placeText === null ? <WithoutWords order={order} /> : <Bdi>{order.placeText}</Bdi>}</p>
      <Refusal problem={refused} />
      {next && (
        <Button variant="primary" wide className="duty-order__next" loading={busy === next} onClick={() => void stamp(next)}>
          {text(`next.${next}`)}
        </Button>
      )}
      {later.length > 0 && <span className="am-t3 am-small">{text("also")}</span>}
      <div className="duty-order__later">
        {later.map((status) => (
          <Button key={status} size="l" loading={busy === status} onClick={() => void stamp(status)}>
            {text(`next.${status}`)}
          </Button>
        ))}
        {mayRefuse(order.state) && (
          <Button size="l" variant="quiet" onClick={() => setRefusing(true)}>
            {text("refuse")}
          </Button>
        )}
      </div>
      {refusing && (
        <RefuseDialog busy={busy === "refused"} onClose={() => setRefusing(false)} onRefuse={(reason) => void stamp("refused", reason)} />
      )}
    </section>
  );
}

function WithoutWords({ order }: { readonly order: Order }): ReactNode {
  const text = useText();
  return order.place ? <Num>{`${order.place.lat.toFixed(5)}, ${order.place.lon.toFixed(5)}`}</Num> : <>{text("no_place")}</>;
}

type RefuseProps = { readonly busy: boolean; readonly onClose: () => void; readonly onRefuse: (reason: string) => void };

function RefuseDialog({ busy, onClose, onRefuse }: RefuseProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== "") onRefuse(reason);
  };
  return (
    <Dialog open onClose={onClose} title={text("refuse_title")}>
      <form className="duty-refuse" onSubmit={submit}>
        <Field label={text("refuse_reason")} required>
          <TextInput value={reason} maxLength={200} onChange={setReason} />
        </Field>
        <div className="duty-order__later">
          <Button type="submit" size="l" variant="danger" loading={busy} disabled={reason.trim() === ""}>
            {text("refuse")}
          </Button>
          <Button size="l" variant="quiet" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

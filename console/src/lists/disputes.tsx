import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import type { ReactNode } from "react";
import type { Dispute } from "./use-shared-draft.ts";
import { useText } from "./text.ts";

/** Fields that a colleague changed too, by name, with both values. The person chooses one of them before the form is sent. */
export function Disputes({ disputes }: { readonly disputes: readonly Dispute[] }): ReactNode {
  const text = useText();
  if (disputes.length === 0) return null;
  return (
    <div className="list-disputes" role="group" aria-label={text("form.disputed")}>
      <Banner boxed title={text("form.disputed")} />
      {disputes.map(({ field, label, theirs, ours, choose }) => (
        <fieldset key={field} className="list-dispute">
          <legend className="am-strong">{label}</legend>
          <Value of={text("form.theirs")} value={theirs} />
          <Button size="s" onClick={() => choose("theirs")}>
            {text("form.take_theirs")}
          </Button>
          <Value of={text("form.ours")} value={ours} />
          <Button size="s" onClick={() => choose("ours")}>
            {text("form.keep_ours")}
          </Button>
        </fieldset>
      ))}
    </div>
  );
}

function Value({ of, value }: { readonly of: string; readonly value: string }): ReactNode {
  return (
    <div className="list-dispute__value">
      <span className="am-t2 am-small">{of}</span>
      <span dir="auto" className="list-dispute__words">
        {value.trim() === "" ? "–" : value}
      </span>
    </div>
  );
}

import type { CallRow } from "@amaliyat/contract/calls";
import { Num } from "@amaliyat/ui/i18n";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Facts of a call: word and fact, one below the other. */
export function FactList({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="lines-facts">
      {facts.map(([word, said]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The way to the intervention of a call. */
export function InterventionFact({
  call: { interventionId, interventionReference },
}: {
  readonly call: Pick<CallRow, "interventionId" | "interventionReference">;
}): ReactNode {
  if (interventionId === null) return <span className="am-t3">–</span>;
  return (
    <Link to="/interventions/$interventionId" params={{ interventionId }}>
      <Num>{interventionReference ?? "–"}</Num>
    </Link>
  );
}

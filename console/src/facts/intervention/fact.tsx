import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import "./fact.css";

/** One line of the facts: its name and content. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="card-facts__line">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Leads to the card of another intervention. */
export function CardLink({ interventionId, children }: { readonly interventionId: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to="/interventions/$interventionId" params={{ interventionId }} search={{}}>
      {children}
    </Link>
  );
}

import type { Plan } from "@amaliyat/contract/plans";
import { Button } from "@amaliyat/ui/controls";
import { Num, Time, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ListBody } from "../lists/index.ts";
import { PersonName } from "../session/index.ts";
import { Differences } from "./differences.tsx";
import { PlanSaid } from "./plan-said.tsx";
import { versionsOf } from "./plan-queries.ts";
import { useText } from "./text.ts";

/** Every version of a plan, newest first, with its changes; each can be read in full. */
export function PlanVersions({ plan }: { readonly plan: Plan }): ReactNode {
  const text = useText();
  const versions = useQuery(versionsOf(plan.planId));
  return (
    <ListBody query={versions} what={text("part.versions")}>
      {(all) => (
        <ol className="plans-versions">
          {all.map((version, at) => (
            <Version key={version.version} version={version} before={all[at + 1] ?? null} />
          ))}
        </ol>
      )}
    </ListBody>
  );
}

function Version({ version, before }: { readonly version: Plan; readonly before: Plan | null }): ReactNode {
  const text = useText();
  const format = useFormat();
  const [whole, setWhole] = useState(false);
  return (
    <li>
      <div className="plans-version">
        <span className="am-strong">
          {text("field.version")} <Num>{format.number(version.version)}</Num>
        </span>
        <span className="am-t2">
          {version.by === null ? text("shipped") : <PersonName name={version.by} />} ·{" "}
          <Time at={Date.parse(version.at)} format="dateTime" />
        </span>
        <Button size="s" variant="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {text(whole ? "act.fold" : "act.read")}
        </Button>
      </div>
      {before === null ? <p className="am-t3">{text("difference.first")}</p> : <Differences from={before} to={version} />}
      {whole && <PlanSaid plan={version} />}
    </li>
  );
}

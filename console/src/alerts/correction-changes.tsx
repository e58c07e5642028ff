import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { directionOf, languageNames, Num, Time, useFormat } from "@amaliyat/ui/i18n";
import { Fragment, type ReactNode } from "react";
import { TEXT_LANGUAGES } from "./alert-draft.ts";
import { useText } from "./text.ts";
import { wordChanges } from "./word-changes.ts";

type Correction = NonNullable<PublicAlertRow["correction"]>;
type CorrectionChangesProps = { readonly row: PublicAlertRow; readonly correction: Correction };

const FIELDS = ["title", "area", "words"] as const;

/** Differences between an alert and its proposed correction: words in every language, end and place. Empty fields are left out. */
export function CorrectionChanges({ row, correction }: CorrectionChangesProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const said = TEXT_LANGUAGES.flatMap((language) =>
    FIELDS.flatMap((field) => {
      const [before, after] = [row.texts[language]?.[field] ?? "", correction.texts[language]?.[field] ?? ""];
      return before === after ? [] : [{ language, field, before, after }];
    }),
  );
  const [until, newUntil] = [Date.parse(row.until), Date.parse(correction.until)];
  const reachOf = ({ reach }: Pick<PublicAlertRow, "reach">): string =>
    reach === null
      ? text("reach.town")
      : `${reach.point.lat.toFixed(5)}, ${reach.point.lon.toFixed(5)} · ${format.distance(reach.radiusM)}`;
  const [reach, newReach] = [reachOf(row), reachOf(correction)];
  return (
    <dl className="alerts-changes">
      {said.map(({ language, field, before, after }) => (
        <Fragment key={`${language}.${field}`}>
          <dt>
            {text(`field.${field}`)} · <bdi lang={language}>{languageNames[language]}</bdi>
          </dt>
          <dd lang={language} dir={directionOf(language)}>
            <ChangedWords before={before} after={after} />
          </dd>
        </Fragment>
      ))}
      {until !== newUntil && (
        <>
          <dt>{text("field.until")}</dt>
          <dd>
            <del>
              <Time at={until} format="dateTime" />
            </del>{" "}
            <ins>
              <Time at={newUntil} format="dateTime" />
            </ins>
          </dd>
        </>
      )}
      {reach !== newReach && (
        <>
          <dt>{text("field.reach")}</dt>
          <dd>
            <del>
              <Num>{reach}</Num>
            </del>{" "}
            <ins>
              <Num>{newReach}</Num>
            </ins>
          </dd>
        </>
      )}
    </dl>
  );
}

function ChangedWords({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  return wordChanges(before, after).map(({ kind, text }, at) => (
    <Fragment key={at}>
      {at > 0 && " "}
      {kind === "kept" ? text : kind === "added" ? <ins>{text}</ins> : <del>{text}</del>}
    </Fragment>
  ));
}

import { bolos, type PrintableAlert } from "@amaliyat/contract/bolos";
import { address } from "@amaliyat/contract/route";
import { Bdi, createFormat, directionOf, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** The paper that leaves the room: picture, then the text in each language with the authorisation under which it leaves. */
export function AlertPaper({ alert }: { readonly alert: PrintableAlert }): ReactNode {
  return (
    <article className="bolo-paper" data-printable>
      {alert.pictureId !== null && <img src={address(bolos.view, { pictureId: alert.pictureId }, {})} alt="" />}
      <Words alert={alert} language="ar" />
      <Words alert={alert} language="fr" />
    </article>
  );
}

/** A paper is in Arabic and in French, whatever the screen speaks. */
function Words({ alert, language }: { readonly alert: PrintableAlert; readonly language: "ar" | "fr" }): ReactNode {
  const text = useText(language);
  const decidedAt = createFormat(language).dateTime(Date.parse(alert.decidedAt));
  return (
    <section lang={language} dir={directionOf(language)}>
      <h2>{text("alert.title")}</h2>
      <p className="bolo-paper__text">{alert[language]}</p>
      <p className="bolo-paper__foot">
        {text("alert.area")} · <Bdi>{alert.area}</Bdi>
        <br />
        {text("alert.authorised")} <Bdi>{alert.prosecutor}</Bdi> · {text("alert.reference")} <Num>{alert.reference}</Num> ·{" "}
        <Bdi>{decidedAt}</Bdi>
      </p>
    </section>
  );
}

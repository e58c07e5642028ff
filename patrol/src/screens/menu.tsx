import { nameIn } from "@amaliyat/domain/identity";
import { useState, type ReactNode } from "react";
import { useLanguage, useText } from "../text/use-text.ts";
import { Frame } from "./frame.tsx";
import { LanguageChoice, ThemeChoice } from "./look-choices.tsx";
import { goHome, goTo } from "./place.ts";
import { usePatrol, useWork } from "../app/use-patrol.ts";

/** Rare acts: the queue, language, theme, the end of the shift. */
export function Menu(): ReactNode {
  const t = useText();
  const language = useLanguage();
  const patrol = usePatrol();
  const { user, box, duty } = useWork();
  const [sure, setSure] = useState(false);
  const signOut = (): void => {
    if (!sure && (box.waiting.length > 0 || (duty?.assignments.length ?? 0) > 0)) return setSure(true);
    goHome();
    void patrol.signOut();
  };
  return (
    <Frame title={t("menu.title")}>
      <p>
        <strong>{user && nameIn(user, language)}</strong> <bdi className="hint">{user?.badge}</bdi>
      </p>
      <p className="hint">{[duty?.unit.vehicle ?? null, ...(duty?.unit.crew ?? [])].filter((each) => each !== null).join(" · ")}</p>
      <button type="button" className="quiet" onClick={() => goTo("queue")}>
        {t("queue.title")}
      </button>
      <button type="button" className="quiet" onClick={() => goTo("bolos")}>
        {t("bolos.title")}
      </button>
      <button type="button" className="quiet" onClick={() => goTo("hazard")}>
        {t("hazardMet.title")}
      </button>
      <LanguageChoice />
      <ThemeChoice />
      {sure && (
        <p className="fault" role="alert">
          {box.waiting.length > 0 ? t("menu.actsWait", { count: box.waiting.length }) : t("menu.ordersOpen")}
        </p>
      )}
      <div className="row">
        <button type="button" className="quiet danger" onClick={signOut}>
          {sure ? t("menu.signOutAnyway") : t("menu.signOut")}
        </button>
        <button type="button" className="quiet" onClick={goHome}>
          {t("back")}
        </button>
      </div>
    </Frame>
  );
}

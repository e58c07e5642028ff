import { useState, type ReactNode } from "react";
import { ConfirmDialog, useRegionNavigation } from "../src/layout/index.ts";
import { Segmented } from "../src/controls/index.ts";
import { ToastRegion } from "../src/feedback/index.ts";
import { languageNames, languages, themes, Time, useLanguage, useTheme, useUiText } from "../src/i18n/index.ts";
import { useNow } from "../src/hooks/index.ts";
import { ButtonSheet, ChoiceSheet, FormSheet } from "./control-sheets.tsx";
import { MessageSheet, StateSheet } from "./feedback-sheets.tsx";
import { EncodingSheets, MapSheet, TypeSheet } from "./glyph-sheets.tsx";
import { LayoutSheet, PaletteSheet, TableSheet } from "./layout-sheets.tsx";
import { words } from "./words.ts";

export function Gallery({ open }: { readonly open: string | null }): ReactNode {
  const text = useUiText();
  const now = useNow();
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  const [asking, setAsking] = useState(open === "confirm");
  useRegionNavigation();
  const w = words[language];
  return (
    <>
      <header className="g-bar">
        <h1 className="am-title">{w.app}</h1>
        <Segmented
          label={text("language")}
          size="s"
          value={language}
          onChange={setLanguage}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <Segmented
          label={text("theme.label")}
          size="s"
          value={theme}
          onChange={setTheme}
          options={themes.map((value) => ({ value, label: text(`theme.${value}`) }))}
        />
        <span className="am-grow" />
        <Time at={now} format="date" className="am-t2" />
        <Time at={now} className="am-title" />
      </header>
      <main className="g-sheet">
        <EncodingSheets w={w} />
        <MapSheet w={w} theme={theme} />
        <StateSheet w={w} />
        <MessageSheet w={w} />
        <ButtonSheet w={w} onAsk={() => setAsking(true)} />
        <FormSheet w={w} />
        <ChoiceSheet w={w} />
        <TypeSheet w={w} />
        <TableSheet w={w} />
        <LayoutSheet w={w} />
        <PaletteSheet w={w} initiallyOpen={open === "palette"} />
      </main>
      <ConfirmDialog
        open={asking}
        title={w.confirmTitle}
        verb={w.close}
        other={{ label: w.finish, act: () => setAsking(false) }}
        onConfirm={() => setAsking(false)}
        onCancel={() => setAsking(false)}
      >
        {w.confirmText}
      </ConfirmDialog>
      <ToastRegion />
    </>
  );
}

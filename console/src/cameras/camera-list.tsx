import { cameras as routes, type Camera } from "@amaliyat/contract/cameras";
import { codeIn, CAMERA_KIND_LABELS } from "@amaliyat/domain/cameras";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { CameraLabel } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { ListPanel } from "../lists/index.ts";
import { useCameras } from "../facts/index.ts";
import { useMay } from "../session/index.ts";
import { answersFilter, CAMERA_FILTERS, glyphOf, rankOf, sinceOf } from "./camera-state.ts";
import { useText } from "./text.ts";
import { explain, isErrorCode } from "@amaliyat/contract/errors";
import type { Language } from "@amaliyat/domain/kernel";
import { GAP_CAUSE_LABELS, isGapCause } from "@amaliyat/domain/recordings";

/** Reason that a camera sends no picture, in words: the recorder's cause, a refusal's code, or the text received. */
function causeWords(cause: string, language: Language): string {
  if (isGapCause(cause)) return GAP_CAUSE_LABELS[cause][language];
  return isErrorCode(cause) ? explain(cause, {})[language] : cause;
}

export type CameraListProps = {
  readonly selected: string | null;
  readonly onSelect: (cameraId: string) => void;
  readonly onNew: () => void;
};

export function CameraList({ selected, onSelect, onNew }: CameraListProps): ReactNode {
  const text = useText();
  const list = useCameras();
  const mayMake = useMay(routes.create);
  const columns = useColumns();
  const all = list.data ?? [];
  const options = CAMERA_FILTERS.map((value) => ({
    value,
    label: (
      <>
        {text(`filter.${value}`)} <Num className="am-t3">{all.filter((camera) => answersFilter(camera, value)).length}</Num>
      </>
    ),
  }));
  const make = mayMake && (
    <Button size="s" variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={onNew}>
      {text("new")}
    </Button>
  );
  return (
    <ListPanel
      title={text("title")}
      list={list}
      act={make}
      search={text("search")}
      wordsOf={({ code, names, siteNames }) => [code, ...Object.values(names), ...Object.values(siteNames)].join(" ")}
      filter={{ label: text("filter.label"), options, initial: "all", answers: answersFilter }}
      columns={columns}
      rowKey={({ cameraId }) => cameraId}
      initialSort={{ column: "connection", direction: "ascending" }}
      open={selected}
      onOpen={onSelect}
      empty={<EmptyState title={text("empty")} text={text("empty_text")} act={make} />}
    />
  );
}

function useColumns(): readonly Column<Camera>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    {
      id: "camera",
      header: text("column.camera"),
      renderCell: (camera) => (
        <>
          <span className="am-strong">
            <Bdi>{codeIn(camera.code, language)}</Bdi>
          </span>{" "}
          <Bdi>{camera.names[language]}</Bdi>
          <div className="am-t3 am-small">
            <Bdi>{camera.siteNames[language]}</Bdi>
          </div>
        </>
      ),
      sortValue: (camera) => camera.code,
    },
    {
      id: "connection",
      header: text("column.picture"),
      width: "230px",
      renderCell: (camera) => <Connection camera={camera} />,
      sortValue: (camera) => rankOf(camera),
    },
    {
      id: "life",
      header: text("column.life"),
      width: "150px",
      renderCell: (camera) => CAMERA_KIND_LABELS[camera.state][language],
      sortValue: (camera) => CAMERA_KIND_LABELS[camera.state][language],
    },
  ];
}

/** Glyph, word and age of a connection, with the cause of a fault. */
export function Connection({
  camera,
}: {
  readonly camera: Pick<Camera, "state" | "stateSince" | "stateReason" | "connection">;
}): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  const serving = camera.state === "in_service";
  const cause = serving ? camera.connection.cause && causeWords(camera.connection.cause, language) : camera.stateReason;
  return (
    <>
      <span className="cameras-connection" data-state={glyphOf(camera)}>
        <CameraLabel state={glyphOf(camera)} />
        <span className="am-t3 am-small">{text("since", { age: format.roughAge(now - sinceOf(camera)) })}</span>
      </span>
      {cause && (
        <div className={serving ? "am-attention am-small" : "am-t3 am-small"}>
          <Bdi>{cause}</Bdi>
        </div>
      )}
    </>
  );
}

import { cameras as routes, type Camera } from "@amaliyat/contract/cameras";
import { CAMERA_FAULT_LABELS, CAMERA_KIND_LABELS, CLOCK_OFF_MS } from "@amaliyat/domain/cameras";
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
import { CameraName, cameraWords } from "./camera-name.tsx";
import { answersFilter, CAMERA_FILTERS, glyphOf, rankOf, sinceOf } from "./camera-state.ts";
import { causeWords } from "./cause-words.ts";
import { useText } from "./text.ts";

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
      wordsOf={cameraWords}
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
      renderCell: (camera) => <CameraName camera={camera} />,
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
      {serving && <AlsoWrong connection={camera.connection} />}
    </>
  );
}

/** Faults beside the picture: nothing is recorded, or the camera's clock is off. */
function AlsoWrong({ connection }: Pick<Camera, "connection">): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { recording, clockOffsetMs, state } = connection;
  const isOff = clockOffsetMs !== null && Math.abs(clockOffsetMs) >= CLOCK_OFF_MS;
  return (
    <>
      {state === "live" && recording !== null && !recording.isRecorded && (
        <div className="am-attention am-small">
          {CAMERA_FAULT_LABELS.not_recorded[language]}
          {recording.cause !== null && (
            <>
              {" · "}
              <Bdi>{causeWords(recording.cause, language)}</Bdi>
            </>
          )}
        </div>
      )}
      {isOff && (
        <div className="am-attention am-small">
          {text(clockOffsetMs > 0 ? "health.clock_ahead" : "health.clock_behind", { by: format.duration(Math.abs(clockOffsetMs)) })}
        </div>
      )}
    </>
  );
}

import { cameras, type Camera, type CameraFaultRow } from "@amaliyat/contract/cameras";
import { CAMERA_FAULT_LABELS, CAMERA_FAULTS, RECORDER_SILENT, type CameraFault } from "@amaliyat/domain/cameras";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import CheckCheck from "lucide-react/icons/check-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useMemo, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { cameraHealth, useCameras } from "../../facts/index.ts";
import { ListPanel } from "../../lists/index.ts";
import { PersonName, Refusal, useMay } from "../../session/index.ts";
import { CameraName, cameraWords } from "../camera-name.tsx";
import { causeWords } from "../cause-words.ts";
import { useText } from "../text.ts";
import { PhaseFigures } from "./phase-figures.tsx";
import "./health.css";

/** Parts of the list: faults that stand, those of one kind, and those that ended. */
const SHOWN = ["standing", ...CAMERA_FAULTS, "ended"] as const;
type Shown = (typeof SHOWN)[number];

type Row = CameraFaultRow & { readonly camera: Camera | undefined };

const answers = ({ clearedAt, fault }: CameraFaultRow, shown: Shown): boolean =>
  shown === "ended" ? clearedAt !== null : clearedAt === null && (shown === "standing" || fault === shown);

const idOf = ({ cameraId, fault, raisedAt }: CameraFaultRow): string => `${cameraId} ${fault} ${raisedAt}`;

/** The technician's board: how each phase stands, which faults stand, who has taken them, and which ended. */
export function HealthView({ onCamera }: { readonly onCamera: (cameraId: string) => void }): ReactNode {
  const text = useText();
  const health = useQuery(cameraHealth);
  const known = useCameras().data;
  const rows = useMemo(() => {
    const byId = new Map(known?.map((camera) => [camera.cameraId, camera]));
    const both = [...(health.data?.standing ?? []), ...(health.data?.ended ?? [])];
    return both.map((row): Row => ({ ...row, camera: byId.get(row.cameraId) }));
  }, [health.data, known]);
  const list = { ...health, data: health.data === undefined ? undefined : rows } as UseQueryResult<readonly Row[]>;
  const columns = useColumns();
  const options = SHOWN.map((value) => ({
    value,
    label: (
      <>
        <FaultWord shown={value} /> <Num className="am-t3">{rows.filter((row) => answers(row, value)).length}</Num>
      </>
    ),
  }));
  return (
    <div className="cameras-health">
      <RecorderSilent standing={health.data?.standing ?? []} />
      <PhaseFigures />
      <ListPanel
        title={text("health.faults")}
        list={list}
        search={text("search")}
        wordsOf={({ camera }) => (camera === undefined ? "" : cameraWords(camera))}
        filter={{ label: text("health.filter"), options, initial: "standing", answers }}
        columns={columns}
        rowKey={idOf}
        initialSort={{ column: "fault", direction: "ascending" }}
        open={null}
        onOpen={(id) => onCamera(id.slice(0, id.indexOf(" ")))}
        empty={<EmptyState icon={<CheckCheck size={24} />} title={text("health.none")} text={text("health.none_text")} />}
      />
    </div>
  );
}

function FaultWord({ shown }: { readonly shown: Shown }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return shown === "standing" || shown === "ended" ? text(`health.${shown}`) : CAMERA_FAULT_LABELS[shown][language];
}

/** Says that no recorder answers: then no word about any camera holds. */
function RecorderSilent({ standing }: { readonly standing: readonly CameraFaultRow[] }): ReactNode {
  const text = useText();
  const silent = standing.find(({ cause, isGone }) => cause === RECORDER_SILENT && !isGone);
  if (silent === undefined) return null;
  return (
    <p className="cameras-silent am-alarm" role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <span>
        {text("health.silent")} <Time at={Date.parse(silent.since)} />
      </span>
    </p>
  );
}

function useColumns(): readonly Column<Row>[] {
  const text = useText();
  return [
    {
      id: "camera",
      header: text("column.camera"),
      width: "360px",
      renderCell: ({ camera }) =>
        camera === undefined ? <span className="am-t3">{text("health.unknown")}</span> : <CameraName camera={camera} />,
      sortValue: ({ camera }) => camera?.code ?? "",
    },
    {
      id: "fault",
      header: text("health.fault"),
      renderCell: (row) => <Fault row={row} />,
      sortValue: ({ fault }) => CAMERA_FAULTS.indexOf(fault),
    },
    {
      id: "since",
      header: text("health.since"),
      width: "170px",
      renderCell: (row) => <Lasted row={row} />,
      sortValue: ({ since }) => Date.parse(since),
    },
    {
      id: "taken",
      header: text("health.taken"),
      width: "220px",
      renderCell: (row) => <Taken row={row} />,
      sortValue: ({ takenUp }) => takenUp?.by ?? "",
    },
  ];
}

function Fault({ row: { fault, cause, isGone, clearedAt } }: { readonly row: Row }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const label = CAMERA_FAULT_LABELS[fault satisfies CameraFault][language];
  return (
    <>
      <span className={clearedAt === null && !isGone ? "am-attention am-strong" : "am-strong"}>{label}</span>
      {clearedAt === null && isGone && <span className="am-t3 am-small"> · {text("health.gone")}</span>}
      {cause !== null && (
        <div className="am-t3 am-small">
          <Bdi>{causeWords(cause, language)}</Bdi>
        </div>
      )}
    </>
  );
}

/** Begin of a fault, and how long it lasts or lasted. */
function Lasted({ row: { since, clearedAt } }: { readonly row: Row }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const begin = Date.parse(since);
  const lasted = (clearedAt === null ? now : Date.parse(clearedAt)) - begin;
  return (
    <>
      <Time at={begin} format="dateTime" />
      <div className="am-t3 am-small">
        {text(clearedAt === null ? "health.lasts" : "health.lasted", { time: format.duration(Math.max(0, lasted)) })}
      </div>
    </>
  );
}

/** The person who has taken a fault, or the act that takes it. */
function Taken({ row: { cameraId, fault, takenUp, clearedAt } }: { readonly row: Row }): ReactNode {
  const text = useText();
  const mayTake = useMay(cameras.takeFaults);
  const { send, busy, refused } = useSending();
  if (takenUp !== null)
    return (
      <>
        <PersonName name={takenUp.by} />
        <div className="am-t3 am-small">
          <Time at={Date.parse(takenUp.at)} format="dateTime" />
        </div>
      </>
    );
  if (clearedAt !== null || !mayTake) return <span className="am-t3">{text("health.nobody")}</span>;
  return (
    <>
      <Button size="s" loading={busy} onClick={() => void send(() => ask(cameras.takeFaults, { body: { fault, cameraIds: [cameraId] } }))}>
        {text("health.take")}
      </Button>
      {refused && <Refusal problem={refused} />}
    </>
  );
}

import type { CameraRefusal, CameraRefusalCode, GapCause } from "./model.ts";

/** A refusal by a camera. `detail` never holds credentials, a URL or bytes that the camera sent. */
export function cameraRefusal(code: CameraRefusalCode, detail?: string): CameraRefusal {
  return detail === undefined ? { code } : { code, params: { detail } };
}

const CAUSES: Readonly<Record<CameraRefusalCode, GapCause>> = {
  "camera.unreachable": "camera_unreachable",
  "camera.wrong_credentials": "wrong_credentials",
  "camera.basic_only": "wrong_credentials",
  "camera.no_such_stream": "no_such_stream",
  "camera.no_h264_video": "no_h264_video",
  "camera.udp_only": "udp_only",
  "camera.redirects": "camera_redirects",
  "camera.too_many_viewers": "too_many_viewers",
  "camera.overloaded": "camera_overloaded",
  "camera.floods": "camera_floods",
  "camera.malformed": "camera_malformed",
  "camera.not_rtsp": "camera_malformed",
  "camera.timed_out": "camera_timed_out",
  "camera.ended": "connection_lost",
};

/** The cause that a refusal gives to the span that is missing for it. */
export const causeOf = (refusal: CameraRefusal): GapCause => CAUSES[refusal.code];

/** Refusal for a status other than 200. The caller handles 401 before. */
export function refusalOfStatus(method: string, status: number): CameraRefusal {
  const detail = `${method} ${status}`;
  if (status === 401 || status === 403) return cameraRefusal("camera.wrong_credentials", detail);
  if ([400, 404, 410, 451, 454].includes(status)) return cameraRefusal("camera.no_such_stream", detail);
  if (status === 461) return cameraRefusal("camera.udp_only", detail);
  if (status >= 300 && status < 400) return cameraRefusal("camera.redirects", detail);
  if (status === 453) return cameraRefusal("camera.too_many_viewers", detail);
  if (status === 503) return cameraRefusal("camera.overloaded", detail);
  if (status >= 500) return cameraRefusal("camera.unreachable", detail);
  return cameraRefusal("camera.malformed", detail);
}

import type { Story, ToldPlace } from "./stories.ts";

/** Place that a telephone sends when it dials an emergency number (ELS over HTTPS). */
export const amlForm = ({ number, line }: Pick<Story, "number" | "line">, { point, accuracyM }: ToldPlace, at: number): URLSearchParams =>
  new URLSearchParams({
    v: "3",
    device_number: number.replace(/^0/, "+213"),
    emergency_number: line,
    location_latitude: point.lat.toFixed(6),
    location_longitude: point.lon.toFixed(6),
    location_accuracy: `${accuracyM}`,
    location_time: `${at}`,
    location_source: accuracyM < 50 ? "GPS" : "WIFI",
    location_confidence: "0.68",
  });

const MARK = "amaliyat-town";

/** Both parts of a call that gives its own place (RFC 6442): the description of its sound, and a circle as a PIDF-LO (RFC 5491). */
export function withPlace(sdp: string, { point, accuracyM }: ToldPlace, at: number): { type: string; text: string } {
  const pidf = `<?xml version="1.0" encoding="UTF-8"?>
<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" xmlns:gs="http://www.opengis.net/pidflo/1.0" xmlns:gml="http://www.opengis.net/gml" entity="pres:caller@town.test">
<tuple id="t1"><status><gp:geopriv><gp:location-info><gs:Circle srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>${point.lat} ${point.lon}</gml:pos><gs:radius uom="urn:ogc:def:uom:EPSG::9001">${accuracyM}</gs:radius></gs:Circle></gp:location-info><gp:usage-rules/><gp:method>Cell</gp:method></gp:geopriv></status><timestamp>${new Date(at).toISOString()}</timestamp></tuple>
</presence>`;
  const parts = [
    `--${MARK}`,
    "Content-Type: application/sdp",
    "",
    sdp.trimEnd(),
    `--${MARK}`,
    "Content-Type: application/pidf+xml",
    "Content-ID: <place@town.test>",
    "",
    pidf,
    `--${MARK}--`,
    "",
  ];
  return { type: `multipart/mixed;boundary=${MARK}`, text: parts.join("\r\n") };
}

/** Tells that the body has the place (RFC 6442 §4.1). */
export const GEOLOCATION = ["Geolocation: <cid:place@town.test>", "Geolocation-Routing: yes"];

import type { Disclosure } from "./disclosure.ts";
import { xmlText } from "../kernel/index.ts";
import { element } from "./xml.ts";

/** A place as PIDF-LO (RFC 4119, RFC 5491): the point as GML, words as a civic address with a landmark. */
export function pidfOf(place: NonNullable<Disclosure["place"]>, entity: string): string {
  const { point, text } = place;
  const geodetic =
    point === null
      ? ""
      : `<gml:Point xmlns:gml="http://www.opengis.net/gml" srsName="urn:ogc:def:crs:EPSG::4326">${element("gml:pos", `${point.lat} ${point.lon}`)}</gml:Point>`;
  const civic =
    text === null
      ? ""
      : `<ca:civicAddress xmlns:ca="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr">${element("ca:country", "DZ")}${element("ca:LMK", text)}</ca:civicAddress>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?><presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" ` +
    `entity="${xmlText(entity)}"><tuple id="place"><status><gp:geopriv><gp:location-info>${geodetic}${civic}</gp:location-info>` +
    `<gp:usage-rules/></gp:geopriv></status></tuple></presence>`
  );
}

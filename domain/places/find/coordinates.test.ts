import * as fc from "fast-check";
import { expect, it, test } from "vitest";
import { readPoint } from "./coordinates.ts";

const arabic = (text: string): string => text.replace(/\d/gu, (digit) => String.fromCodePoint(0x660 + Number(digit)));

/** Degrees, minutes and seconds of a size, rounded to a hundredth of a second. */
function parts(degrees: number): readonly [number, number, string] {
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  return [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6_000) % 60, ((hundredths % 6_000) / 100).toFixed(2)];
}
const dms = (degrees: number): string => {
  const [whole, minutes, seconds] = parts(degrees);
  return `${whole}°${minutes}'${seconds}"`;
};
const side = (value: number, positive: string, negative: string): string => (value < 0 ? negative : positive);

/** Every form in which people write a point. */
const FORMS: Readonly<Record<string, (lat: number, lon: number) => string>> = {
  "decimal, comma": (lat, lon) => `${lat.toFixed(5)},${lon.toFixed(5)}`,
  "decimal, space": (lat, lon) => `${lat.toFixed(5)} ${lon.toFixed(5)}`,
  "decimal, semicolon": (lat, lon) => `${lat.toFixed(5)}; ${lon.toFixed(5)}`,
  "with words around": (lat, lon) => `الموقع (${lat.toFixed(5)}, ${lon.toFixed(5)}) تقريبا`,
  "decimal commas": (lat, lon) => `${lat.toFixed(5)} ${lon.toFixed(5)}`.replaceAll(".", ","),
  "Arabic digits": (lat, lon) => arabic(`${lat.toFixed(5)}، ${lon.toFixed(5)}`),
  "Arabic digits and points": (lat, lon) => arabic(`${lat.toFixed(5)} ${lon.toFixed(5)}`).replaceAll(".", "٫"),
  "geo:": (lat, lon) => `geo:${lat.toFixed(5)},${lon.toFixed(5)};u=30`,
  "two decimals alone": (lat, lon) => `${lat.toFixed(2)}, ${lon.toFixed(2)}`,
  "two decimals alone, Arabic digits": (lat, lon) => arabic(`${lat.toFixed(2)}، ${lon.toFixed(2)}`).replaceAll(".", "٫"),
  "a link": (lat, lon) => `https://maps.example/@${lat.toFixed(5)},${lon.toFixed(5)},17z`,
  labels: (lat, lon) => `lat ${lat.toFixed(5)} lon ${lon.toFixed(5)}`,
  "labels, other order": (lat, lon) => `longitude: ${lon.toFixed(5)}, latitude: ${lat.toFixed(5)}`,
  "labels in Arabic, other order": (lat, lon) => arabic(`خط الطول ${lon.toFixed(5)} وخط العرض ${lat.toFixed(5)}`),
  "well-known text": (lat, lon) => `POINT(${lon.toFixed(5)} ${lat.toFixed(5)})`,
  "well-known text with a space": (lat, lon) => `Point Z (${lon.toFixed(5)} ${lat.toFixed(5)})`,
  GeoJSON: (lat, lon) => `{"type":"Point","coordinates":[${lon.toFixed(5)},${lat.toFixed(5)}]}`,
  "x and y": (lat, lon) => `X=${lon.toFixed(5)} Y=${lat.toFixed(5)}`,
  "sides after": (lat, lon) => `${Math.abs(lat).toFixed(5)}${side(lat, "N", "S")} ${Math.abs(lon).toFixed(5)}${side(lon, "E", "O")}`,
  "sides before": (lat, lon) => `${side(lat, "N", "S")} ${Math.abs(lat).toFixed(5)} ${side(lon, "E", "W")} ${Math.abs(lon).toFixed(5)}`,
  "degrees, minutes, seconds": (lat, lon) => `${dms(lat)}${side(lat, "N", "S")} ${dms(lon)}${side(lon, "E", "W")}`,
  "in Arabic": (lat, lon) => arabic(`${dms(lat)} ${side(lat, "شمالا", "جنوبا")}، ${dms(lon)} ${side(lon, "شرقا", "غربا")}`),
  "without signs": (lat, lon) => `${parts(lat).join(" ")} ${side(lat, "N", "S")} ${parts(lon).join(" ")} ${side(lon, "E", "W")}`,
};

test.each(Object.entries(FORMS))("a point is read: %s", (form, write) => {
  const degrees = (most: number) => fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((each) => each / 1e5);
  fc.assert(
    fc.property(degrees(90), degrees(180), (lat, lon) => {
      const read = readPoint(write(lat, lon));
      // Two decimals are read as they are written: 62.875 is as far from 62.87 as from 62.88.
      const written = (value: number): number => (form.startsWith("two") ? Number(value.toFixed(2)) : value);
      expect(read?.lat).toBeCloseTo(written(lat), 4);
      expect(read?.lon).toBeCloseTo(written(lon), 4);
    }),
  );
});

/** Links of maps that show a pin and, beside it, another point: the screen, a start or a zoom. */
const LINKS: Readonly<Record<string, (pin: string, other: string) => string>> = {
  "a place with its pin": (pin, other) =>
    `https://www.google.com/maps/place/X/@${other},15z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d${pin.replace(",", "!4d")}`,
  "a search": (pin) => `https://www.google.com/maps/search/?api=1&query=${pin}`,
  "a search, comma coded": (pin) => `https://www.google.com/maps/search/?api=1&query=${pin.replace(",", "%2C")}`,
  "q before the screen": (pin, other) => `https://maps.google.com/maps?q=${pin}&ll=${other}&z=14`,
  "q after the screen": (pin, other) => `https://maps.google.com/maps?ll=${other}&q=${pin}`,
  "q with loc": (pin) => `https://maps.google.com/?q=loc:${pin}`,
  "geo with q": (pin, other) => `geo:${other}?q=${pin}(x)`,
  "geo with q alone": (pin) => `geo:0,0?q=${pin}`,
  "a mark": (pin, other) => `https://www.openstreetmap.org/?mlat=${pin.replace(",", "&mlon=")}#map=15/${other.replace(",", "/")}`,
  "a way": (pin, other) => `https://www.google.com/maps/dir/${other}/${pin}/@${other},13z`,
  "a way without a screen": (pin, other) => `https://www.google.com/maps/dir/${other}/${pin}`,
  "a way from a name": (pin, other) => `https://www.google.com/maps/dir/Gare+routiere/${pin}/@${other},13z`,
  "a way to a name": (pin, other) =>
    `https://www.google.com/maps/dir/${other}/Hopital/@${other},13z/data=!4m9!4m8!1m0!1m5!1m1!1s0x0:0x0!2m2!1d${pin.split(",").toReversed().join("!2d")}`,
  "a way by its destination": (pin, other) => `https://www.google.com/maps/dir/?api=1&origin=${other}&destination=${pin}`,
  "a search in the path": (pin, other) => `https://www.google.com/maps/search/${pin.replace(",", ",+")}/@${other},12z`,
  "a place in the path": (pin, other) => `https://www.google.com/maps/place/${pin}/@${other},12z`,
  "a mark, longitude first": (pin, other) =>
    `https://www.openstreetmap.org/?mlon=${pin.split(",").toReversed().join("&mlat=")}#map=17/${other.replace(",", "/")}`,
  "a way of the open map": (pin, other) =>
    `https://www.openstreetmap.org/directions?engine=x&route=${other.replace(",", "%2C")}%3B${pin.replace(",", "%2C")}#map=14/${other.replace(",", "/")}`,
  "a way of drivers": (pin, other) =>
    `https://www.waze.com/live-map/directions?from=ll.${other.replace(",", "%2C")}&to=ll.${pin.replace(",", "%2C")}`,
  "a point of drivers": (pin) => `https://www.waze.com/live-map/directions?latlng=${pin.replace(",", "%2C")}`,
  "longitude first": (pin) => `https://yandex.com/maps/?ll=${pin.split(",").toReversed().join(",")}&z=17`,
  "a mark, longitude first, beside a screen": (pin, other) =>
    `https://yandex.com/maps/?ll=${other.split(",").toReversed().join(",")}&pt=${pin.split(",").toReversed().join(",")}`,
  "a mark named point": (pin, other) => `https://www.bing.com/maps?cp=${other.replace(",", "~")}&sp=point.${pin.replace(",", "_")}_x`,
  "a place beside the middle": (pin, other) => `https://maps.apple.com/?q=${pin}&center=${other}`,
  "a blank between": (pin) => `https://maps.google.com/?q=${pin.replace(",", "%20")}`,
  "the later of two": (pin, other) => `https://maps.google.com/?q=${other} لا، هنا: https://maps.google.com/?q=${pin}`,
  "words around": (pin) => `أنا هنا https://maps.google.com/?q=${pin} بسرعة`,
  ll: (pin) => `https://maps.apple.com/?ll=${pin}&q=X`,
  "a screen alone": (pin) => `https://www.google.com/maps/place/X/@${pin},15z`,
  "a screen of the other map": (pin) => `https://www.openstreetmap.org/#map=15/${pin.replace(",", "/")}`,
};

test.each(Object.entries(LINKS))("the point of a link is its pin: %s", (_, write) => {
  const degrees = (most: number) => fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((each) => each / 1e5);
  const point = fc.tuple(degrees(89), degrees(179));
  const text = ([lat, lon]: readonly [number, number]): string => `${lat.toFixed(5)},${lon.toFixed(5)}`;
  fc.assert(
    fc.property(point, point, (pin, other) => {
      const read = readPoint(write(text(pin), text(other)));
      expect(read?.lat).toBeCloseTo(pin[0], 4);
      expect(read?.lon).toBeCloseTo(pin[1], 4);
    }),
  );
});

it("a way to a name without figures is no point: neither its start nor its screen is meant", () => {
  expect(readPoint("https://www.google.com/maps/dir/31.9000,5.3000/Hopital/@31.93,5.32,13z")).toBeNull();
  expect(readPoint("https://www.google.com/maps/dir/?api=1&origin=31.9000,5.3000&destination=Hopital")).toBeNull();
  expect(readPoint("https://maps.google.com/?saddr=31.9000,5.3000&daddr=Hopital")).toBeNull();
  expect(readPoint("https://maps.apple.com/?q=pharmacie&sll=31.9000,5.3000")).toBeNull();
});

test.each([
  "من 12.30 إلى 14.45",
  "نهج 12",
  "12 rue 45",
  "200 مسكن",
  "حي 8 ماي 1945",
  "31.95",
  "km 12,5",
  "31 5",
  "91.0000, 5.0000",
  "31°75' N 5°10' E",
  "SU1 SU2",
  "",
])("«%s» is no point", (text) => {
  expect(readPoint(text)).toBeNull();
});

it("any text is judged and gives a point on earth or none", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,-°'\"NSEOWgeo:; ٣٫+8Fشمال")), maxLength: 60 });
  fc.assert(
    fc.property(text, (given) => {
      const read = readPoint(given, { lat: 31.95, lon: 5.33 });
      return read === null || (Math.abs(read.lat) <= 90 && Math.abs(read.lon) <= 180);
    }),
    { numRuns: 1_000 },
  );
});

// Vectors of the test data of Open Location Code.
test.each([
  ["7FG49QCJ+2V", 20.370_062_5, 2.782_187_5],
  ["7FG49QCJ+2VX", 20.370_112_5, 2.782_234_375],
  ["8FVC2222+22", 47.000_062_5, 8.000_062_5],
  ["4VCPPQGP+Q9", -41.273_062_5, 174.785_937_5],
])("the plus code %s is a point", (code, lat, lon) => {
  const read = readPoint(`عند ${code.toLowerCase()}`);
  expect(read?.lat).toBeCloseTo(lat, 4);
  expect(read?.lon).toBeCloseTo(lon, 4);
});

it("a short plus code is the nearest of its kind, and nothing without a place to be near to", () => {
  const near = { lat: 20.4, lon: 2.8 };
  expect(readPoint("9QCJ+2V", near)?.lat).toBeCloseTo(20.370_062_5, 4);
  expect(readPoint("49QCJ+2V", near)).toBeNull();
  expect(readPoint("9QCJ+2V")).toBeNull();
});

test("degrees in the path of a link, and seconds with a decimal comma, are read", () => {
  const expected = { lat: expect.closeTo(31.953_889, 5), lon: expect.closeTo(5.324_889, 5) };
  expect(readPoint("https://www.google.com/maps/place/31%C2%B057'14.0%22N+5%C2%B019'29.6%22E/@31.90,5.30,12z")).toEqual(expected);
  expect(readPoint("31°57'14,0\"N 5°19'29,6\"E")).toEqual(expected);
});

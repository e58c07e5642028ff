import { writeSets } from "../../h264/write-sets.ts";
import { RECORDED, refused, type Scenario } from "../scenario.ts";

const other = writeSets({ width: 640, height: 360 });
const OTHER_SETS = `${other.sps.toString("base64")},${other.pps.toString("base64")}`;

/** Kinds of H.264 streams. */
export const STREAMS: readonly Scenario[] = [
  {
    name: "sets-in-band",
    says: "parameter sets with the key frames alone",
    manners: { description: { withoutSets: true } },
    expected: RECORDED,
  },
  { name: "sets-described", says: "parameter sets in the description alone", pictures: { hasNoSets: true }, expected: RECORDED },
  {
    name: "sets-nowhere",
    says: "no parameter sets",
    pictures: { hasNoSets: true, bytes: 2_000 },
    manners: { description: { withoutSets: true } },
    expected: refused("no_key_frame"),
  },
  {
    name: "sets-absurd",
    says: "a parameter set that claims 2^31 fields",
    pictures: { nonsense: "absurd sets" },
    manners: { description: { withoutSets: true } },
    expected: refused("no_key_frame"),
  },
  {
    name: "pyramid",
    says: "B pictures in a pyramid",
    pictures: { hasPyramid: true, group: 25 },
    expected: RECORDED,
  },
  {
    name: "pyramid-long",
    says: "B pictures, one key frame in 8 s",
    pictures: { hasPyramid: true, group: 101 },
    expected: RECORDED,
  },
  { name: "group-10-s", says: "one key frame in 10 s", pictures: { group: 125 }, expected: RECORDED },
  { name: "group-smart", says: "one key frame in a minute", pictures: { group: 750 }, expected: RECORDED },
  { name: "one-key", says: "one key frame for all", pictures: { group: null }, expected: RECORDED },
  { name: "key-frames-alone", says: "key frames alone", pictures: { group: 1 }, expected: RECORDED },
  { name: "refresh", says: "one key frame, then recovery points", pictures: { recovery: "points" }, expected: RECORDED },
  {
    name: "refresh-no-key",
    says: "recovery points and never a key frame",
    pictures: { recovery: "none", bytes: 2_000 },
    expected: RECORDED,
    fails: "no picture: no_key_frame",
  },
  { name: "begins-inside", says: "begins in the middle of a group", pictures: { beginsInside: true }, expected: RECORDED },
  { name: "rate-60", says: "60 pictures a second", pictures: { perSecond: 60, group: 60, bytes: 300 }, lasts: 1_200, expected: RECORDED },
  { name: "rate-1", says: "one picture a second", pictures: { perSecond: 1, group: 4 }, lasts: 20, expected: RECORDED },
  {
    name: "rate-fifth",
    says: "one picture in 5 s: a camera at night",
    pictures: { perSecond: 0.2, group: 2 },
    lasts: 5,
    expected: RECORDED,
  },
  { name: "rate-uneven", says: "20 to 200 ms between two pictures", pictures: { betweenMs: [20, 200] }, lasts: 180, expected: RECORDED },
  { name: "size-odd", says: "pictures of 322 by 182", pictures: { sizes: [[322, 182]] }, expected: RECORDED },
  {
    name: "fields",
    says: "two fields a picture",
    pictures: { slices: 2, areFields: true, sizes: [[320, 192]], isInterlaced: true },
    expected: RECORDED,
  },
  {
    name: "fields-marked",
    says: "two fields a picture, a marker on each",
    pictures: { slices: 2, areFields: true, sizes: [[320, 192]], isInterlaced: true },
    packing: { marker: "slices" },
    expected: RECORDED,
  },
  {
    name: "sets-differ",
    says: "parameter sets in the description of another size than those in band",
    manners: { description: { sets: OTHER_SETS } },
    pictures: { sizes: [[320, 180]] },
    expected: RECORDED,
  },
  { name: "interlaced", says: "interlaced pictures", pictures: { sizes: [[320, 192]], isInterlaced: true }, expected: RECORDED },
  {
    name: "size-large",
    says: "pictures of 2560 by 1440 with large key frames",
    pictures: { sizes: [[2560, 1440]], bytes: 20_000, keyBytes: 400_000, group: 25 },
    expected: RECORDED,
  },
  {
    name: "size-large-long",
    says: "4 Mbit/s with one key frame",
    pictures: { sizes: [[2560, 1440]], bytes: 40_000, keyBytes: 200_000, group: null },
    expected: RECORDED,
  },
  {
    name: "size-flips",
    says: "another size every 5 s under the same ids",
    pictures: {
      sizes: [
        [320, 180],
        [322, 182],
      ],
      groupsASize: 5,
    },
    expected: RECORDED,
  },
  {
    name: "size-flips-often",
    says: "another size with every key frame",
    pictures: {
      sizes: [
        [320, 180],
        [640, 360],
      ],
    },
    expected: RECORDED,
  },
  { name: "information-60k", says: "60 kB of information at each key frame", pictures: { information: 60_000 }, expected: RECORDED },
  {
    name: "information-1m",
    says: "1 MB of information at each key frame",
    pictures: { information: 1_000_000, group: 50 },
    expected: RECORDED,
  },
  { name: "filler", says: "filler data behind each picture", pictures: { hasFiller: true }, expected: RECORDED },
  { name: "glued", says: "parameter sets and the key frame in one unit", pictures: { areKeysGlued: true }, expected: RECORDED },
];

/**
 * Header of each answer of the room under `/api/`. A portal of a network or a proxy on the way answers with any status and any JSON, but
 * without this header. The apps of phones believe no other answer.
 */
export const ROOM_MARK = "amaliyat-room";

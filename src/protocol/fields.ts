import * as v from "valibot";
import {
  COMMAND_ID_MAX_BYTES,
  NAME_GRAPHEME_MAX_CODE_POINTS,
  NAME_MAX_GRAPHEMES,
  PICTURE_MAX_CHARACTERS,
  TEXT_MAX_CODE_POINTS,
  USER_ID_MAX_CHARACTERS,
} from "./limits.ts";

const encoder = new TextEncoder();

/** What texts are encoded into to be measured: a frame mostly fits. */
const scratch = new Uint8Array(64 * 1024);

/** Length of a string as UTF-8. */
export function utf8Length(text: string): number {
  // Without making a copy of it, where it surely fits.
  if (text.length * 3 <= scratch.length) return encoder.encodeInto(text, scratch).written;
  return encoder.encode(text).byteLength;
}

/** Whether a string has at most this length as UTF-8. Encodes only where the number of code units leaves it open. */
export function isWithinBytes(text: string, max: number): boolean {
  if (text.length > max) return false;
  return text.length * 3 <= max || utf8Length(text) <= max;
}

/** Whether a string has at most this many code points. */
export function isWithinCodePoints(text: string, max: number): boolean {
  if (text.length <= max) return true;
  if (text.length > max * 2) return false;
  let count = 0;
  for (const _ of text) if (++count > max) return false;
  return true;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** What cannot be seen: controls, formats, what Unicode says to ignore where it is not known, unassigned and blank characters. */
const INVISIBLE =
  /\p{Cc}|\p{Cf}|\p{Cn}|\p{Co}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\u{2800}|\u{1D159}/u;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u;
/** What joins and shapes emoji: ZWJ between two, VS16 after one or in a keycap, the tags of flags like Scotland's. */
const EMOJI_JOINERS =
  /\u{200D}(?=\p{Extended_Pictographic})|(?<=[\p{Emoji}])\u{FE0F}|(?<=^\u{1F3F4})[\u{E0020}-\u{E007E}]+\u{E007F}/gu;
/** Scripts whose words are spelt with ZWJ and ZWNJ; elsewhere these would only hide in a name. */
const JOINING =
  "[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}" +
  "\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}]";
const WORD_JOINERS = new RegExp(`(?<=${JOINING})[\\u{200C}\\u{200D}](?=${JOINING})`, "gu");

/** Most names: every character is a grapheme that can be seen. Spares them the segmenter, which costs a join dearly. */
const PLAIN = /^[\x20-\x7e]*$/;

function isVisibleName(name: string): boolean {
  if (PLAIN.test(name)) return true;
  for (const { segment } of graphemes.segment(name.replace(WORD_JOINERS, ""))) {
    if (!isWithinCodePoints(segment, NAME_GRAPHEME_MAX_CODE_POINTS)) return false;
    if (INVISIBLE.test(EMOJI.test(segment) ? segment.replace(EMOJI_JOINERS, "") : segment)) return false;
  }
  return true;
}

function isWithinGraphemes(name: string): boolean {
  if (PLAIN.test(name)) return name.length <= NAME_MAX_GRAPHEMES;
  // Each grapheme is bounded too, so this much is over the limit whatever it is; it keeps the segmenter from long input.
  if (name.length > NAME_MAX_GRAPHEMES * NAME_GRAPHEME_MAX_CODE_POINTS * 2) return false;
  let count = 0;
  for (const _ of graphemes.segment(name)) if (++count > NAME_MAX_GRAPHEMES) return false;
  return true;
}

/** Marks an issue as "over a limit", so that it is answered `too_big` and not `bad_command`. */
export const OVER_LIMIT = "Over the limit: ";

/** [C5] A message's text: trimmed, 1 to 4,000 code points. Lone surrogates become U+FFFD, for no storage could keep them. */
export const Text = v.pipe(
  v.string("text is a string."),
  v.transform((text) => text.toWellFormed().trim()),
  v.minLength(1, "text is empty."),
  v.check(
    (text) => isWithinCodePoints(text, TEXT_MAX_CODE_POINTS),
    `${OVER_LIMIT}text has more than ${TEXT_MAX_CODE_POINTS} code points.`,
  ),
);

/** [C5] A person's name: NFC, spaces folded, 1 to 32 graphemes, none of them invisible. */
export const Name = v.pipe(
  v.string("name is a string."),
  v.maxLength(1_024, `${OVER_LIMIT}name has more than ${NAME_MAX_GRAPHEMES} graphemes.`),
  v.transform((name) =>
    name
      .toWellFormed()
      .normalize("NFC")
      .replace(/\p{Zs}+/gu, " ")
      .trim(),
  ),
  v.minLength(1, "name is empty."),
  v.check((name) => !name.startsWith("*"), "name begins with *, as only the room's own lines do."),
  v.check(isWithinGraphemes, `${OVER_LIMIT}name has more than ${NAME_MAX_GRAPHEMES} graphemes.`),
  v.check(isVisibleName, "name has control, invisible or piled-up characters."),
);

/** [C1] A command's id, of the client's choosing. */
export const CommandId = v.pipe(
  v.string("id is a string."),
  v.minLength(1, "id is empty."),
  // A lone surrogate could not be stored as it came, and its repeat would not be found.
  v.check((id) => id.isWellFormed(), "id is not well-formed Unicode."),
  v.check(
    (id) => isWithinBytes(id, COMMAND_ID_MAX_BYTES),
    `${OVER_LIMIT}id has more than ${COMMAND_ID_MAX_BYTES} bytes.`,
  ),
);

/** A place in the log. */
export const Seq = v.pipe(
  v.number("seq is a number."),
  v.safeInteger("seq is an integer."),
  v.minValue(0, "seq is not negative."),
);

/** Who a token may be for: visible characters of ASCII. */
export const UserId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(USER_ID_MAX_CHARACTERS),
  v.regex(/^[\x21-\x7e]+$/),
);

/** [I4] The address of a picture of somebody: a page of https loads it as it is. */
export const Picture = v.pipe(
  v.string("picture is a string."),
  v.maxLength(PICTURE_MAX_CHARACTERS, `${OVER_LIMIT}picture has more than ${PICTURE_MAX_CHARACTERS} characters.`),
  v.check(isPicture, "picture is an address that begins with https://."),
);

function isPicture(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" && url.username === "" && url.password === "" && !/\s/.test(text);
}

const picture = v.optional(v.string());

/** `picture`: the address of one, where a host application says it. */
export const User = v.object({ id: v.string(), name: v.string(), picture });
/** Who somebody is, as others see them. */
export type User = v.InferOutput<typeof User>;

/** What others see of somebody. */
export function userOf({ id, name, picture }: User): User {
  return { id, name, ...(picture !== undefined && { picture }) };
}

/** Whether others see the same in both. */
export function isSameUser(one: User, other: User): boolean {
  return one.id === other.id && one.name === other.name && one.picture === other.picture;
}

const GUEST_PREFIX = "g_";

/** The id of somebody who came without an account. */
export function guestId(unique: string): string {
  return GUEST_PREFIX + unique;
}

/** No guest who has a token has such an id: theirs have no other `_`. */
const ADDRESS_PREFIX = `${GUEST_PREFIX}a_`;

/** The id of the guest that anonymous requests of one address are. */
export function addressId(unique: string): string {
  return ADDRESS_PREFIX + unique;
}

/** Whether this is the guest of an address, who may be many: nobody writes to them, or keeps anything for them. */
export function isOfAddress(id: string): boolean {
  return id.startsWith(ADDRESS_PREFIX);
}

/** Guests' ids begin alike; a host application's own users have its ids. */
export function isGuest(id: string): boolean {
  return id.startsWith(GUEST_PREFIX);
}

/** A role of a later version is taken for a member's. */
export const Role = v.fallback(v.picklist(["guest", "member", "moderator", "owner"]), "member");
/** What somebody is in a room. A guest came without an account, a member was signed by a host application; both may be more than that here. */
export type Role = v.InferOutput<typeof Role>;

export const You = v.object({ id: v.string(), name: v.string(), picture, role: Role });
/** Who the server takes this connection for. */
export type You = v.InferOutput<typeof You>;

/** Whether somebody came without an account, whatever they have become here. */
export function cameAsGuest({ id, role }: You): boolean {
  return role === "guest" || isGuest(id);
}

import { CommandId, Name, Text } from "../protocol/fields.ts";
import {
  COMMAND_ID_MAX_BYTES,
  NAME_GRAPHEME_MAX_CODE_POINTS,
  NAME_MAX_GRAPHEMES,
  ROOM_NAME_MAX_CODE_POINTS,
  TEXT_MAX_CODE_POINTS,
} from "../protocol/limits.ts";
import { RoomName } from "../protocol/room-name.ts";

interface Words {
  readonly description: string;
  readonly examples?: string[];
}

/**
 * What kinds of values are, wherever they stand, by what their pipe begins with; apart from their schemas, for the page checks by
 * those and needs no words.
 */
export const VALUE_WORDS: ReadonlyMap<unknown, Words> = new Map<unknown, Words>([
  [Text.pipe[0], { description: `1 to ${TEXT_MAX_CODE_POINTS} code points, after trimming.` }],
  [
    Name.pipe[0],
    {
      description: `What one is called: 1 to ${NAME_MAX_GRAPHEMES} graphemes of at most ${NAME_GRAPHEME_MAX_CODE_POINTS} code points each, none invisible, the first no \`*\`. Spaces are folded.`,
    },
  ],
  [
    CommandId.pipe[0],
    {
      description: `An id of the client's choosing, 1 to ${COMMAND_ID_MAX_BYTES} bytes of well-formed UTF-8. The same one again is the same thing again, done once.`,
    },
  ],
  [
    RoomName.pipe[0],
    {
      description: `A room's name has 1 to ${ROOM_NAME_MAX_CODE_POINTS} letters, digits, marks, "-" or "_", and begins with a letter or digit. Case does not count, nor do compatibility forms: the name is normalised (NFKC, lower case).`,
      examples: ["lobby", "聊天室"],
    },
  ],
]);

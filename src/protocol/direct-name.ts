// Apart from the schemas: the page asks for it before it needs any of those.

/** Names that the server alone gives, to conversations of two [D1]. */
const DIRECT_NAME = /^dm-[0-9a-f]{32}$/;

/** What a conversation's name begins with; what follows are 128 bits, in hexadecimal digits. */
export const DIRECT_PREFIX = "dm-";

/** Whether a room of this name is a conversation of two, or nothing: nobody else can give it. @param name normalised */
export function isDirectName(name: string): boolean {
  return DIRECT_NAME.test(name);
}
